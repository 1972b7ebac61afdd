//! Evaluates the rules across the fields of an object.

use super::contract::{Object, View};
use super::place::{has_value, split_path};
use crate::quote::Found;
use crate::shape::{Field, FieldsRule, Shape, Siblings};

/// Returns the rules that an object breaks: the field that each violation names, the rule, and what was found.
///
/// `is_misfit` returns whether a field had a value that does not fit, which counts as present.
pub(super) fn broken_rules<'o>(
    object: &'o dyn Object,
    is_misfit: &dyn Fn(&'static Field) -> bool,
) -> Vec<(&'static Field, &'static FieldsRule, Found<'o>)> {
    let shape = object.shape();
    let fields = Fields { shape, object, is_misfit };
    let broken = shape.rules.iter().filter_map(|rule| Some((rule, rule.broken_by(&fields)?)));
    broken.filter_map(|(rule, broken)| Some((&shape.fields[first_field(shape, broken.field)?], rule, broken.found))).collect()
}

/// Returns the index of a field, or of the field at the start of a path.
fn first_field(shape: &Shape, path: &str) -> Option<usize> {
    shape.index_of(path).or_else(|| shape.index_of(split_path(path).0))
}

/// Returns whether a value has a value at a path, in any item of the lists on the way.
fn has_value_at(view: View<'_>, path: &str) -> bool {
    if path.is_empty() {
        return has_value(view);
    }
    let View::Object(object) = view else { return false };
    let (key, each, rest) = split_path(path);
    let Some(index) = object.shape().index_of(key) else { return false };
    match object.field(index).view() {
        View::List(list) if each => (0..list.len()).any(|item| has_value_at(list.item(item), rest)),
        view => has_value_at(view, rest),
    }
}

struct Fields<'o, 'm> {
    shape: &'static Shape,
    object: &'o dyn Object,
    is_misfit: &'m dyn Fn(&'static Field) -> bool,
}

impl<'o> Fields<'o, '_> {
    fn view(&self, wire: &str) -> View<'o> {
        self.shape.index_of(wire).map_or(View::Absent, |index| self.object.field(index).view())
    }
}

impl<'o> Siblings<'o> for Fields<'o, '_> {
    fn is_present(&self, wire: &str) -> bool {
        let Some(index) = self.shape.index_of(wire) else { return has_value_at(View::Object(self.object), wire) };
        has_value(self.object.field(index).view()) || (self.is_misfit)(&self.shape.fields[index])
    }

    fn text(&self, wire: &str) -> Option<&'o str> {
        match self.view(wire) {
            View::Text(text) => Some(text),
            _ => None,
        }
    }

    fn boolean(&self, wire: &str) -> Option<bool> {
        match self.view(wire) {
            View::Bool(value) => Some(value),
            _ => None,
        }
    }

    fn texts(&self, wire: &str) -> Vec<&'o str> {
        let View::List(list) = self.view(wire) else { return Vec::new() };
        let text = |index| match list.item(index) {
            View::Text(text) => Some(text),
            _ => None,
        };
        (0..list.len()).filter_map(text).collect()
    }
}
