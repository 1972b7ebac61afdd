//! `Option`, `Box` and `Vec` of values.

use triggerkit_core::Accept;
use triggerkit_core::json::{Kind, Scan};

use super::{List, Value, View};
use crate::engine::Decoder;
use crate::report::Violation;
use crate::shape::{Field, Form};

impl<T: Value> Value for Option<T> {
    fn empty() -> Self {
        None
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        *self = None;
        if input.may_be_nothing(field)
            && let Some(form) = input.nothing(field)?
        {
            return Ok(form);
        }
        let form = self.insert(T::empty()).read(input, field)?;
        if form == Form::MISFIT {
            *self = None;
            return Ok(Form::PLAIN);
        }
        Ok(form)
    }

    fn read_raw(&mut self, payload: &[u8]) -> Result<(), Violation> {
        self.insert(T::empty()).read_raw(payload)
    }

    fn view(&self) -> View<'_> {
        self.as_ref().map_or(View::Absent, T::view)
    }
}

impl<T: Value> Value for Box<T> {
    fn empty() -> Self {
        Box::new(T::empty())
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        T::read(self, input, field)
    }

    fn view(&self) -> View<'_> {
        T::view(self)
    }
}

impl<T: Value> Value for Vec<T> {
    fn empty() -> Self {
        Vec::new()
    }

    fn read(&mut self, input: &mut Decoder<'_>, field: &'static Field) -> Scan<Form> {
        self.clear();
        if let Some(nothing) = input.no_items(field)? {
            return Ok(nothing);
        }
        match input.json.peek()? {
            Kind::List => {
                let mut form = Form::EMPTY;
                input.json.enter_list()?;
                input.enter_list(field);
                let start = input.json.position();
                while input.json.next_item()? {
                    if self.len() == self.capacity() {
                        self.reserve(input.more_items(start, self.len(), size_of::<T>()));
                    }
                    self.push(T::empty());
                    input.json.ahead();
                    if let Some(item) = self.last_mut() {
                        form = form.with_item(item.read(input, field.items)?);
                    }
                    input.next_item();
                }
                input.leave();
                input.check_view(field, View::List(self));
                Ok(form)
            }
            Kind::String if field.accepts(Accept::CommaText) => {
                let text = input.json.string()?;
                input.enter_list(field);
                for part in text.split(',').filter(|_| !text.is_empty()) {
                    let mut item = T::empty();
                    input.within_text(part, |input| item.read(input, field.items))?;
                    self.push(item);
                    input.next_item();
                }
                input.leave();
                input.check_view(field, View::List(self));
                Ok(Form::COMMA)
            }
            Kind::String if field.accepts(Accept::JsonText) => input.embedded(field, "a list", |input| self.read(input, field)),
            Kind::Null => input.null_container(field, "a list"),
            _ if field.accepts(Accept::One) => {
                let mut item = T::empty();
                input.enter_list(field);
                item.read(input, field.items)?;
                input.leave();
                self.push(item);
                input.check_view(field, View::List(self));
                Ok(Form::ONE)
            }
            _ => input.mismatch(field, "a list"),
        }
    }

    fn view(&self) -> View<'_> {
        View::List(self)
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
