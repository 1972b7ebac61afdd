//! Judges JSON against a spec by decoding it: the engine that reads payloads in production reads samples, defaults and
//! configurations here, over shapes that are built from the model.

mod places;
mod shapes;
mod violation;

use triggerkit_core::TimeKind;
use triggerkit_core::engine::{decode_as, decode_into};
use triggerkit_core::json::SyntaxError;
use triggerkit_core::limits::Limits;
use triggerkit_core::payload;
use triggerkit_core::quote::quote_text;
use triggerkit_core::report::{self, Rule};
use triggerkit_core::time::parse_rfc3339;
use triggerkit_core::untyped::{Record, Untyped};

use crate::definitions::Definitions;
use crate::json;
use crate::model::{Object, Provider, Type, ValueRules};
use places::Places;
use shapes::Shapes;

pub use violation::Violation;

/// Judges values of one provider's types.
pub struct Judge<'m> {
    shapes: Shapes<'m>,
}

impl<'m> Judge<'m> {
    /// Creates a judge of a provider's types.
    pub fn of(provider: &'m Provider) -> Self {
        Judge::new(Definitions::of(provider))
    }

    pub(crate) fn new(definitions: Definitions<'m>) -> Self {
        Judge { shapes: Shapes::new(definitions) }
    }

    /// Returns every violation in a JSON text that should be an object of this type: the same ones, at the same paths,
    /// that decoding a payload reports.
    ///
    /// # Errors
    /// Returns an error if the text is not JSON.
    pub fn object(&mut self, object: &'m Object, text: &str) -> Result<Vec<Violation>, SyntaxError> {
        let node = json::parse(text)?;
        Ok(self.decode(object, text, &Places::of(&self.shapes.definitions, object, text, &node)))
    }

    /// Decodes a JSON payload of this type, as the generated struct would.
    ///
    /// # Errors
    /// Returns an error if the payload has no value at all.
    pub fn read(&mut self, object: &'m Object, payload: &[u8]) -> Result<(Record, report::Report), report::Report> {
        let mut record = Record::new(self.shapes.of_object(object));
        let report = payload::decode(&mut record, payload, &Limits::DEFAULT)?;
        Ok((record, report))
    }

    fn decode(&mut self, object: &'m Object, text: &str, places: &Places<'_>) -> Vec<Violation> {
        let mut record = Record::new(self.shapes.of_object(object));
        let report = payload::decode(&mut record, text.as_bytes(), &Limits::DEFAULT).unwrap_or_else(|report| report);
        report.into_iter().map(|violation| places.locate(violation.path.clone(), violation)).collect()
    }

    /// Returns the violations in a documented value. A document shows what the spec promises, so its times must be times
    /// and its JSON text must contain what the spec declares, although decoding a payload does not look inside.
    ///
    /// # Errors
    /// Returns an error if the text is not JSON.
    pub(crate) fn sample(&mut self, object: &'m Object, text: &str) -> Result<Vec<Violation>, SyntaxError> {
        let node = json::parse(text)?;
        let places = Places::of(&self.shapes.definitions, object, text, &node);
        let mut violations = self.decode(object, text, &places);
        for (path, text) in &places.wrong_times {
            let (expected, found) = not_a_time(text);
            violations.push(places.locate(path.clone(), report::Violation::new(Rule::Type, expected, found)));
        }
        for inside in &places.json_texts {
            let mut value = Untyped::empty_of(self.shapes.of_type(inside.ty));
            let report = decode_into(&mut value, inside.text.as_bytes(), &Limits::DEFAULT);
            for violation in report.unwrap_or_else(|report| report) {
                let path = match violation.path.as_str() {
                    "$" => inside.path.clone(),
                    path if path.starts_with('[') => format!("{}{path}", inside.path),
                    path => format!("{}.{path}", inside.path),
                };
                violations.push(places.locate(path, violation));
            }
        }
        Ok(violations)
    }

    /// Returns why a JSON text is not a value of this type, as `expected …` and `found …`.
    pub(crate) fn value(&mut self, ty: &'m Type, rules: &'m ValueRules, text: &str) -> Option<(String, String)> {
        let mut value = Untyped::empty_of(self.shapes.of_type(ty));
        let report = decode_as(&mut value, self.shapes.value(ty, rules), text.as_bytes(), &Limits::DEFAULT);
        let violation = report.unwrap_or_else(|report| report).into_iter().next();
        let violation = violation.map(|violation| (violation.expected.into_owned(), violation.found.as_str().to_owned()));
        violation.or_else(|| {
            let Type::Time(TimeKind::Rfc3339) = ty else { return None };
            let node = json::parse(text).ok()?;
            node.text().filter(|text| parse_rfc3339(text).is_none()).map(not_a_time)
        })
    }
}

fn not_a_time(text: &str) -> (String, String) {
    (TimeKind::Rfc3339.expected().to_owned(), quote_text(text))
}
