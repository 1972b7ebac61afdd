//! HTTP triggers: where events hold the parts of a request, and answers those of a response.

use triggerkit_spec::definitions::{Definition, Definitions};
use triggerkit_spec::model::{self, HttpRequest, Path, Type};

use super::way::fields_on;

/// Where the events and answers of a trigger hold the parts of HTTP messages.
#[derive(Debug, PartialEq)]
pub(crate) struct Http {
    pub(crate) headers: Vec<Place>,
    pub(crate) query: Vec<Place>,
    /// Every other part that the event has, with its places. The name is that of the runtime's method.
    pub(crate) parts: Vec<(&'static str, Vec<String>)>,
    pub(crate) answer: Option<Answer>,
}

/// A place that holds values by their names.
#[derive(Debug, PartialEq)]
pub(crate) struct Place {
    pub(crate) kind: PlaceKind,
    pub(crate) path: String,
}

/// How a place holds values, as the runtime names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PlaceKind {
    Text,
    Joined,
    Mixed,
    Lists,
}

impl PlaceKind {
    pub(crate) fn of(ty: &Type) -> Self {
        match ty {
            Type::String => PlaceKind::Text,
            Type::Map(value) if **value == Type::String => PlaceKind::Joined,
            Type::Map(value) if matches!(**value, Type::List(_)) => PlaceKind::Lists,
            _ => PlaceKind::Mixed,
        }
    }
}

/// The fields of an answer, in wire names.
#[derive(Debug, PartialEq)]
pub(crate) struct Answer {
    pub(crate) status: String,
    pub(crate) headers: Place,
    pub(crate) cookies: Option<String>,
    pub(crate) body: String,
    pub(crate) base64: String,
}

impl Http {
    pub(crate) fn new(trigger: &model::Trigger, definitions: &Definitions<'_>) -> Option<Self> {
        let HttpRequest { method, path, base_path, host, path_parameters, query, headers, cookies, body, base64, client } =
            trigger.http.as_ref()?;
        let place = |path: &Path| {
            let field = fields_on(&trigger.event, path, definitions)?.pop()?;
            Some(Place { kind: PlaceKind::of(&field.ty), path: path.to_string() })
        };
        let parts = [
            ("method", method),
            ("path", path),
            ("base_path", base_path),
            ("host", host),
            ("path_parameters", path_parameters),
            ("cookies", cookies),
            ("body", body),
            ("base64", base64),
            ("client", client),
        ];
        let parts = parts.into_iter().filter(|(_, places)| !places.is_empty());
        Some(Http {
            headers: headers.iter().filter_map(place).collect(),
            query: query.iter().filter_map(place).collect(),
            parts: parts.map(|(part, places)| (part, places.iter().map(Path::to_string).collect())).collect(),
            answer: trigger.response.first_type().and_then(|name| Answer::new(name, definitions)),
        })
    }
}

impl Answer {
    fn new(name: &str, definitions: &Definitions<'_>) -> Option<Self> {
        let Some(Definition::Object(ty)) = definitions.find(name) else { return None };
        let http = ty.http?;
        let wire = |index: usize| ty.object.fields[index].wire.clone();
        Some(Answer {
            status: wire(http.status),
            headers: Place { kind: PlaceKind::of(&ty.object.fields[http.headers].ty), path: wire(http.headers) },
            cookies: http.cookies.map(wire),
            body: wire(http.body),
            base64: wire(http.base64),
        })
    }
}
