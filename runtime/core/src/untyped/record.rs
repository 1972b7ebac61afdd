//! [`Record`]: a value of a [`Definition`].

use std::fmt;

use super::definition::Definition;
use super::value::Untyped;
use crate::data::Kept;
use crate::engine::{Decoder, Object, Value, View, debug, decode_as, decode_object};
use crate::form::Form;
use crate::json::Scan;
use crate::shape::{Field, Presence, Shape};

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
