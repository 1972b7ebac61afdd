//! [`Untyped`]: a value of any kind that a field can hold, and [`Record`]: a struct of such values.

use std::fmt;

use super::definition::{Definition, Holds, Variants};
use crate::Step;
use crate::data::{Json, Kept, Map};
use crate::engine::{
    Decoder, Encodes, Object, Union, Value, View, debug, decode_as, decode_object, decode_union, view_union, visit_variants,
};
use crate::form::Form;
use crate::json::Scan;
use crate::limits::Limits;
use crate::report::{Report, Violation};
use crate::shape::{Choice, Field, Presence, Shape};
use crate::value::{read_list, read_map, read_option};

/// A value whose type was defined at run time. It is read and looked at like the Rust type that the macros emit for the
/// same spec.
pub enum Untyped {
    /// A value of a Rust type.
    Value(Box<dyn Value>),
    /// An encoded value.
    Encoded(Undecoded),
    /// A value that may be absent, and its type.
    Option(Option<Box<Untyped>>, &'static Holds),
    /// Items in order, and their type.
    List(Vec<Untyped>, &'static Holds),
    /// Values by key, and their type.
    Map(Map<Untyped>, &'static Holds),
    /// A struct. It is created when it is read, because types may contain themselves.
    Object(Option<Box<Record>>, &'static Definition),
    /// A value of one of several types.
    Union(Box<Selected>),
}

impl Untyped {
    /// Creates an empty value.
    pub fn empty_of(holds: Holds) -> Untyped {
        match holds {
            Holds::Plain(empty) => Untyped::Value(empty()),
            Holds::Encoded(first) => Untyped::Encoded(Undecoded { json: Json::from(""), first }),
            Holds::Option(inner) => Untyped::Option(None, inner),
            Holds::List(items) => Untyped::List(Vec::new(), items),
            Holds::Map(values) => Untyped::Map(Map::new(), values),
            Holds::Object(definition) => Untyped::Object(None, definition),
            Holds::Union(variants) => Untyped::Union(Box::new(Selected::new(variants))),
        }
    }
}

impl Value for Untyped {
    fn empty() -> Self {
        Untyped::empty_of(Holds::plain::<Json>())
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        match self {
            Untyped::Value(value) => value.read(input, field),
            Untyped::Encoded(Undecoded { json, first }) => input.read_encoded(json, field, *first),
            Untyped::Option(value, inner) => read_option(value, || Box::new(Untyped::empty_of(**inner)), input, field),
            Untyped::List(list, items) => {
                let items = *items;
                read_list(list, || Untyped::empty_of(*items), input, field)
            }
            Untyped::Map(map, values) => {
                let values = *values;
                read_map(map, || Untyped::empty_of(*values), input, field)
            }
            Untyped::Object(record, definition) => {
                input.take_memory(Record::size(definition))?;
                record.insert(Box::new(Record::new(definition))).read(input, field)
            }
            Untyped::Union(union) => {
                input.take_memory(size_of::<Selected>())?;
                union.read(input, field)
            }
        }
    }

    fn read_raw(&mut self, payload: &[u8]) -> Result<(), Violation> {
        match self {
            Untyped::Value(value) => value.read_raw(payload),
            Untyped::Option(value, inner) => value.insert(Box::new(Untyped::empty_of(**inner))).read_raw(payload),
            _ => Json::null().read_raw(payload),
        }
    }

    fn view(&self) -> View<'_> {
        match self {
            Untyped::Value(value) => value.view(),
            Untyped::Union(union) => union.view(),
            Untyped::Encoded(undecoded) => View::Encoded(undecoded),
            Untyped::Option(value, _) => value.view(),
            Untyped::List(list, _) => View::List(list),
            Untyped::Map(map, _) => View::Map(map),
            Untyped::Object(record, _) => record.as_ref().map_or(View::Absent, |record| record.view()),
        }
    }

    fn visit_types(&self, visit: &mut dyn FnMut(&dyn Value)) {
        match self {
            Untyped::Value(value) => value.visit_types(visit),
            Untyped::Encoded(..) => {}
            Untyped::Option(_, inner) | Untyped::List(_, inner) | Untyped::Map(_, inner) => visit(&Untyped::empty_of(**inner)),
            Untyped::Object(_, definition) => visit(&Record::new(definition)),
            Untyped::Union(union) => union.visit_types(visit),
        }
    }
}

/// An encoded value, which is never decoded.
pub struct Undecoded {
    json: Json,
    /// The first step of its codec.
    first: Step,
}

impl Encodes for Undecoded {
    fn raw(&self) -> &str {
        self.json.as_str()
    }

    fn first_step(&self) -> Step {
        self.first
    }

    fn inside(&self) -> Result<Vec<u8>, Report> {
        Ok(self.json.as_str().as_bytes().to_vec())
    }

    fn visit_contents(&self, _: &[u8], _: &mut dyn FnMut(View<'_>, Report)) {}
}

/// A struct whose type was defined at run time.
pub struct Record {
    definition: &'static Definition,
    fields: Vec<Untyped>,
    kept: Kept,
}

impl Record {
    /// Returns how many bytes a struct takes, without what its fields hold.
    fn size(definition: &Definition) -> usize {
        size_of::<Record>() + definition.holds().len() * 2 * size_of::<Untyped>()
    }

    /// Creates a struct with empty fields, or with their defaults.
    pub fn new(definition: &'static Definition) -> Self {
        let fields = definition.shape().fields.iter().zip(definition.holds());
        let fields = fields.map(|(field, holds)| {
            let mut value = Untyped::empty_of(*holds);
            if let Presence::Default(json) = field.presence {
                // The checker has proved that the default fits; a report has nothing to add.
                let _ = decode_as(&mut value, field, json.as_bytes(), &Limits::DEFAULT);
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

/// A value of one of several types.
pub struct Selected {
    variants: &'static Variants,
    variant: usize,
    value: Untyped,
}

impl Selected {
    /// Creates a value of no variant.
    fn new(variants: &'static Variants) -> Self {
        Selected { variants, variant: usize::MAX, value: Untyped::empty() }
    }
}

impl Union for Selected {
    fn choice(&self) -> &'static Choice {
        self.variants.choice()
    }

    fn choose(&mut self, variant: usize) {
        self.variant = variant;
        self.value = Untyped::empty_of(self.variants.holds(variant));
    }

    fn chosen(&self) -> (usize, &dyn Value) {
        (self.variant, &self.value)
    }

    fn chosen_mut(&mut self) -> &mut dyn Value {
        &mut self.value
    }
}

impl Value for Selected {
    fn empty() -> Self {
        static UNDEFINED: Variants = Variants::undefined();
        Selected::new(&UNDEFINED)
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        decode_union(self, input, field)
    }

    fn view(&self) -> View<'_> {
        view_union(self)
    }

    fn visit_types(&self, visit: &mut dyn FnMut(&dyn Value)) {
        visit_variants(&mut Selected::new(self.variants), visit);
    }
}
