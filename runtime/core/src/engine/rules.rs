//! Evaluates the rules across the fields of an object.

use super::contract::{Object, View};
use super::place::has_value;
use crate::key_path::{KeyStep, Mark, split_mark, split_path};
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
    shape.index_of(path).or_else(|| shape.index_of(split_path(path).0.key))
}

/// Returns whether an object has a value at a path, in any item of the lists and any value of the maps on the way.
fn has_value_at(object: &dyn Object, path: &str) -> bool {
    let (KeyStep { key, marks, .. }, rest) = split_path(path);
    let view = object.shape().index_of(key).map_or(View::Absent, |index| object.field(index).view());
    has_value_inside(view, marks, rest)
}

/// Returns whether a value, or any item of it if there are marks, has a value at the rest of a path.
fn has_value_inside(view: View<'_>, marks: &str, rest: Option<&str>) -> bool {
    match (view, split_mark(marks), rest) {
        (View::List(list), Some((Mark::Items, marks)), _) => {
            (0..list.len()).any(|item| has_value_inside(list.item(item), marks, rest))
        }
        (View::Map(map), Some((Mark::Values, marks)), _) => {
            (0..map.len()).any(|entry| has_value_inside(map.entry(entry).1, marks, rest))
        }
        (View::Object(object), _, Some(rest)) => has_value_at(object, rest),
        (view, _, None) => has_value(view),
        _ => false,
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
        let Some(index) = self.shape.index_of(wire) else { return has_value_at(self.object, wire) };
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
