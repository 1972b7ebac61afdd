//! [`Map`] as a value.

use crate::Accept;
use crate::data::Map;
use crate::engine::{Decoder, Entries, Value, View};
use crate::form::Form;
use crate::json::{Kind, Scan};
use crate::shape::{Field, Measurable};
use crate::text::Str;

impl<T: Value> Value for Map<T> {
    fn empty() -> Self {
        Map::new()
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        read_map(self, T::empty, input, field)
    }

    fn view(&self) -> View<'_> {
        View::Map(self)
    }
}

impl<T: Value> Entries for Map<T> {
    fn len(&self) -> usize {
        Map::len(self)
    }

    fn entry(&self, index: usize) -> (&str, View<'_>) {
        self.entry_at(index).map_or(("", View::Absent), |(key, value)| (key, value.view()))
    }
}

/// Reads a map. `empty` makes the values to read into.
pub(crate) fn read_map<T: Value>(
    map: &mut Map<T>,
    empty: impl Fn() -> T + Copy,
    input: &mut Decoder<'_>,
    field: &'static Field,
) -> Scan<Form> {
    map.clear();
    if let Some(nothing) = input.read_no_items(field)? {
        return Ok(nothing);
    }
    match input.json.peek()? {
        Kind::Object => {
            let mut form = Form::EMPTY;
            input.json.enter_object()?;
            input.enter_map(field);
            while let Some(key) = input.next_key()? {
                map.push(Str::new(), empty());
                if let Some((name, value)) = map.last_mut() {
                    input.share_into(name, key);
                    form = form.with_item(value.read(input, field.items)?);
                }
            }
            input.leave();
            input.check(field, Measurable::Count(map.len()));
            Ok(form)
        }
        Kind::String if field.accepts(Accept::JsonText) => {
            input.embedded(field, "an object", |input| read_map(map, empty, input, field))
        }
        Kind::Null => input.read_null_container(field, "an object"),
        _ => input.skip_mismatch(field, "an object"),
    }
}
