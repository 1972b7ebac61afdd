//! `Option`, `Box`, `Vec` and [`Map`] of values.

use std::borrow::Cow;

use crate::Accept;
use crate::data::Map;
use crate::engine::{Decoder, Entries, List, Value, View};
use crate::form::Form;
use crate::json::{Kind, Scan, Scanner};
use crate::report::Violation;
use crate::shape::{Field, Measurable};
use crate::text::Str;

impl<T: Value> Value for Option<T> {
    fn empty() -> Self {
        None
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        read_option(self, T::empty, input, field)
    }

    fn read_raw(&mut self, payload: &[u8]) -> Result<(), Violation> {
        self.insert(T::empty()).read_raw(payload)
    }

    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Absent, T::view)
    }

    fn visit_types(&self, visit: &mut dyn FnMut(&dyn Value)) {
        visit(&T::empty());
    }
}

impl<T: Value> Value for Box<T> {
    fn empty() -> Self {
        Box::new(T::empty())
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        input.take_memory(size_of::<T>())?;
        T::read(self, input, field)
    }

    fn view(&self) -> View<'_> {
        T::view(self)
    }

    fn visit_types(&self, visit: &mut dyn FnMut(&dyn Value)) {
        T::visit_types(self, visit);
    }
}

impl<T: Value> Value for Vec<T> {
    fn empty() -> Self {
        Vec::new()
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        read_list(self, T::empty, input, field)
    }

    fn view(&self) -> View<'_> {
        View::List(self)
    }

    fn visit_types(&self, visit: &mut dyn FnMut(&dyn Value)) {
        visit(&T::empty());
    }
}

impl<T: Value> List for Vec<T> {
    fn len(&self) -> usize {
        Vec::len(self)
    }

    fn item(&self, index: usize) -> View<'_> {
        self.get(index).map_or(View::Absent, T::view)
    }
}

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

    fn visit_types(&self, visit: &mut dyn FnMut(&dyn Value)) {
        visit(&T::empty());
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

/// Reads a value that may be absent. `empty` makes the value to read into.
#[inline(always)]
pub(crate) fn read_option<T: Value>(
    value: &mut Option<T>,
    empty: impl FnOnce() -> T,
    input: &mut Decoder<'_>,
    field: &'static Field,
) -> Scan<Form> {
    *value = None;
    if input.may_be_nothing(field)
        && let Some(form) = input.read_nothing(field)?
    {
        return Ok(form);
    }
    let form = value.insert(empty()).read(input, field)?;
    if matches!(form, Form::MISFIT | Form::NOTHING) {
        *value = None;
    }
    Ok(form)
}

/// Reads a list. `empty` makes the items to read into.
#[inline(always)]
pub(crate) fn read_list<T: Value>(
    list: &mut Vec<T>,
    empty: impl Fn() -> T + Copy,
    input: &mut Decoder<'_>,
    field: &'static Field,
) -> Scan<Form> {
    list.clear();
    if let Some(nothing) = input.read_no_items(field)? {
        return Ok(nothing);
    }
    match input.json.peek()? {
        Kind::List => {
            let (mut form, mut misfits, mut gives_up) = (Form::EMPTY, 0, false);
            input.json.enter_list()?;
            input.enter_list(field);
            let start = input.json.position();
            while input.json.next_item()? {
                if input.json.ahead() == b'n' && input.read_null_item(field, is_json(empty))? {
                    form = Form::PLAIN.as_it_came();
                    input.next_item();
                    continue;
                }
                make_room(list, input, start)?;
                list.push(empty());
                input.json.ahead();
                if let Some(item) = list.last_mut() {
                    let item = item.read(input, field.items)?;
                    form = form.with_item(item);
                    if item == Form::MISFIT {
                        misfits += 1;
                        if input.gives_up(misfits, Scanner::next_item)? {
                            gives_up = true;
                            break;
                        }
                    }
                }
                input.next_item();
            }
            let fits = misfits == 0 || !input.is_dispensable_item();
            input.leave();
            if gives_up {
                input.record_misfits(field);
            }
            if !fits {
                list.clear();
                return Ok(Form::MISFIT);
            }
            input.check(field, Measurable::Count(list.len()));
            Ok(form.of_count(list.len()))
        }
        Kind::String if field.accepts(Accept::CommaText) => {
            let (text, _) = input.read_string(field)?;
            let start = input.json.position();
            input.enter_list(field);
            for part in text.split(',').map(str::trim).filter(|_| !text.is_empty()) {
                let mut item = empty();
                input.read_within_text(part, |input| item.read(input, field.items))?;
                make_room(list, input, start)?;
                list.push(item);
                input.next_item();
            }
            input.leave();
            input.check(field, Measurable::Count(list.len()));
            Ok(Form::COMMA.as_it_came())
        }
        Kind::String if input.reads_list_text(field) => {
            let form = input.embedded(field, "a list", |input| read_list(list, empty, input, field))?;
            Ok(if form == Form::NOTHING { Form::COMMA } else { form })
        }
        Kind::Null => input.read_null_container(field, "a list"),
        Kind::Object if !is_json(empty) && input.skip_empty_object(field)? => Ok(Form::MISFIT),
        _ if input.accepts(field, Accept::One) => {
            let mut item = empty();
            let start = input.json.position();
            input.enter_list(field);
            let form = item.read(input, field.items)?;
            let fits = form != Form::MISFIT || !input.is_dispensable_item();
            input.leave();
            if !fits {
                return Ok(Form::MISFIT);
            }
            make_room(list, input, start)?;
            list.push(item);
            input.check(field, Measurable::Count(list.len()));
            Ok(if form == Form::PLAIN { Form::ONE } else { Form::ONE.as_it_came() })
        }
        _ => input.skip_mismatch(field, "a list"),
    }
}

/// How many bytes of items to make room for when the first one comes.
const FIRST_ITEMS: usize = 256;

/// Makes room for one more item in a list that began at `start`.
#[inline]
fn make_room<T>(list: &mut Vec<T>, input: &mut Decoder<'_>, start: usize) -> Scan<()> {
    if list.len() < list.capacity() { Ok(()) } else { grow(list, input, start) }
}

#[inline(never)]
fn grow<T>(list: &mut Vec<T>, input: &mut Decoder<'_>, start: usize) -> Scan<()> {
    if list.is_empty() {
        let first = FIRST_ITEMS / size_of::<T>().max(1) + 1;
        input.take_memory(first * size_of::<T>())?;
        *list = Vec::with_capacity(first);
    } else {
        let room = input.room_for(start, list.len(), size_of::<T>())?;
        list.reserve_exact(room);
    }
    Ok(())
}

/// Returns whether null is a value like any other.
#[cold]
fn is_json<T: Value>(empty: impl Fn() -> T) -> bool {
    matches!(empty().view(), View::Json(_))
}

/// Reads a map. `empty` makes the values to read into.
#[inline(always)]
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
            let (mut form, mut misfits, mut gives_up) = (Form::EMPTY, 0, false);
            input.json.enter_object()?;
            let start = input.json.position();
            input.enter_map(field);
            while let Some(key) = input.next_key()? {
                if let Cow::Owned(text) = &key
                    && input.check_key(field.items, text) != Form::PLAIN
                {
                    form = Form::PLAIN.as_it_came();
                }
                if input.json.ahead() == b'n' && input.read_null_item(field, is_json(empty))? {
                    form = Form::PLAIN.as_it_came();
                    continue;
                }
                make_room(map.entries_mut(), input, start)?;
                map.push(Str::new(), empty());
                if let Some((name, value)) = map.last_mut() {
                    input.share_into(name, key);
                    let value = value.read(input, field.items)?;
                    form = form.with_item(value);
                    if value == Form::MISFIT {
                        misfits += 1;
                        if input.gives_up(misfits, Scanner::next_member)? {
                            gives_up = true;
                            break;
                        }
                    }
                }
            }
            let fits = misfits == 0 || !input.is_dispensable_item();
            input.leave();
            if gives_up {
                input.record_misfits(field);
            }
            if !fits {
                map.clear();
                return Ok(Form::MISFIT);
            }
            input.check(field, Measurable::Count(map.len()));
            Ok(form.of_count(map.len()))
        }
        Kind::String if input.accepts(field, Accept::JsonText) => {
            let form = input.embedded(field, "an object", |input| read_map(map, empty, input, field))?;
            Ok(if form == Form::NOTHING { Form::COMMA } else { form })
        }
        Kind::Null => input.read_null_container(field, "an object"),
        _ => input.skip_mismatch(field, "an object"),
    }
}
