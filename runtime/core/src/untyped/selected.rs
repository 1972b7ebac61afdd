//! [`Selected`]: a union of a type that was defined at run time.

use super::definition::Variants;
use super::value::Untyped;
use crate::engine::{Decoder, Union, Value, View, decode_union, view_union, visit_variants};
use crate::form::Form;
use crate::json::Scan;
use crate::shape::{Choice, Field};

/// A value of one of several types.
pub struct Selected {
    variants: &'static Variants,
    variant: usize,
    value: Untyped,
}

impl Selected {
    /// Creates a value of no variant.
    pub(super) fn new(variants: &'static Variants) -> Self {
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
