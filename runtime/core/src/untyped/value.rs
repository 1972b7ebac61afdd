//! [`Untyped`]: a value of any kind that a field can hold, and [`Record`]: a struct of such values.

use std::fmt;

use super::definition::{Definition, Holds, Variant};
use crate::data::{Base64, Json, Kept, Map, Timestamp};
use crate::engine::{Decoder, Object, Value, View, debug, decode_as, decode_object};
use crate::form::Form;
use crate::json::Scan;
use crate::report::Violation;
use crate::shape::{Field, Presence, Shape};
use crate::text::Str;
use crate::value::{Raw, Scalar, read_list, read_map, read_option};

/// A value whose type was defined at run time. It is read and looked at like the Rust type that the macros emit for the
/// same spec.
pub enum Untyped {
    /// A value whose type needs no definition.
    Plain(Box<dyn Value>),
    /// Encoded text. With `or_value`, an object or list may take its place.
    Encoded {
        /// The text as it was written.
        json: Json,
        /// Whether the value itself may take its place.
        or_value: bool,
    },
    /// A value that may be absent.
    Option {
        /// The value.
        value: Option<Box<Untyped>>,
        /// Its type.
        inner: Holds,
    },
    /// Items in order.
    List {
        /// The items.
        list: Vec<Untyped>,
        /// Their type.
        items: Holds,
    },
    /// Values by key.
    Map {
        /// The entries.
        map: Map<Untyped>,
        /// The type of the values.
        values: Holds,
    },
    /// A struct. It is created when it is read, so types that contain themselves are no danger.
    Object {
        /// The struct.
        record: Option<Box<Record>>,
        /// Its type.
        definition: &'static Definition,
    },
    /// A struct that the text of a sibling selects, or any JSON if that text selects none.
    Union {
        /// The struct or the JSON.
        value: Box<dyn Value>,
        /// The structs to select from.
        variants: &'static [Variant],
    },
}

impl Untyped {
    /// Creates the value that stands in where a payload has none.
    pub fn empty_of(holds: Holds) -> Untyped {
        match holds {
            Holds::Bool => Untyped::plain::<bool>(),
            Holds::I64 => Untyped::plain::<i64>(),
            Holds::U64 => Untyped::plain::<u64>(),
            Holds::F64 => Untyped::plain::<f64>(),
            Holds::Text => Untyped::plain::<Str>(),
            Holds::Json => Untyped::plain::<Json>(),
            Holds::Scalar => Untyped::plain::<Scalar>(),
            Holds::Time => Untyped::plain::<Timestamp>(),
            Holds::Base64 => Untyped::plain::<Base64>(),
            Holds::Raw => Untyped::plain::<Raw>(),
            Holds::Object(definition) => Untyped::Object { record: None, definition },
            Holds::Encoded { or_value } => Untyped::Encoded { json: Json::from(""), or_value },
            Holds::Option(inner) => Untyped::Option { value: None, inner: *inner },
            Holds::List(items) => Untyped::List { list: Vec::new(), items: *items },
            Holds::Map(values) => Untyped::Map { map: Map::new(), values: *values },
            Holds::Union(variants) => Untyped::Union { value: Box::new(Json::null()), variants },
        }
    }

    fn plain<T: Value>() -> Untyped {
        Untyped::Plain(Box::new(T::empty()))
    }
}

impl Value for Untyped {
    fn empty() -> Self {
        Untyped::plain::<Json>()
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        match self {
            Untyped::Plain(value) => value.read(input, field),
            Untyped::Encoded { json, or_value } => input.read_encoded(json, field, *or_value),
            Untyped::Option { value, inner } => read_option(value, || Box::new(Untyped::empty_of(*inner)), input, field),
            Untyped::List { list, items } => {
                let items = *items;
                read_list(list, || Untyped::empty_of(items), input, field)
            }
            Untyped::Map { map, values } => {
                let values = *values;
                read_map(map, || Untyped::empty_of(values), input, field)
            }
            Untyped::Object { record, definition } => record.insert(Box::new(Record::new(definition))).read(input, field),
            Untyped::Union { value, variants } => {
                let selected = input.take_tag().and_then(|tag| variants.iter().find(|variant| variant.tags.contains(&tag)));
                match selected {
                    Some(variant) => {
                        let mut record = Record::new(variant.definition);
                        let form = record.read(input, field)?;
                        *value = Box::new(record);
                        Ok(form)
                    }
                    None => {
                        *value = Box::new(input.raw()?);
                        Ok(Form::PLAIN)
                    }
                }
            }
        }
    }

    fn read_raw(&mut self, payload: &[u8]) -> Result<(), Violation> {
        match self {
            Untyped::Plain(value) => value.read_raw(payload),
            Untyped::Option { value, inner } => value.insert(Box::new(Untyped::empty_of(*inner))).read_raw(payload),
            _ => Json::null().read_raw(payload),
        }
    }

    fn view(&self) -> View<'_> {
        match self {
            Untyped::Plain(value) | Untyped::Union { value, .. } => value.view(),
            Untyped::Encoded { json, .. } => View::Json(json.as_str()),
            Untyped::Option { value, .. } => value.view(),
            Untyped::Object { record, .. } => record.as_ref().map_or(View::Absent, |record| record.view()),
            Untyped::List { list, .. } => View::List(list),
            Untyped::Map { map, .. } => View::Map(map),
        }
    }
}

/// A struct whose type was defined at run time.
pub struct Record {
    definition: &'static Definition,
    fields: Vec<Untyped>,
    kept: Kept,
}

impl Record {
    /// Creates a struct with empty fields, or with their defaults.
    pub fn new(definition: &'static Definition) -> Self {
        let fields = definition.shape().fields.iter().zip(definition.holds());
        let fields = fields.map(|(field, holds)| {
            let mut value = Untyped::empty_of(*holds);
            if let Presence::Default(json) = field.presence {
                // The checker has proved that the default fits; a report has nothing to add.
                let _ = decode_as(&mut value, field, json.as_bytes());
            }
            value
        });
        Record { definition, fields: fields.collect(), kept: Kept::new() }
    }
}

impl Object for Record {
    fn shape(&self) -> &'static Shape {
        self.definition.shape()
    }

    fn field(&self, index: usize) -> &dyn Value {
        &self.fields[index]
    }

    fn field_mut(&mut self, index: usize) -> &mut dyn Value {
        &mut self.fields[index]
    }

    fn kept(&self) -> Option<&Kept> {
        Some(&self.kept)
    }

    fn kept_mut(&mut self) -> Option<&mut Kept> {
        Some(&mut self.kept)
    }
}

impl Value for Record {
    fn empty() -> Self {
        static UNDEFINED: Definition = Definition::undefined();
        Record::new(&UNDEFINED)
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        decode_object(self, input, field)
    }

    fn view(&self) -> View<'_> {
        View::Object(self)
    }
}

impl fmt::Debug for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        debug(self, f)
    }
}
