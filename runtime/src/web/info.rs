//! [`HttpInfo`]: where the events of a trigger hold the parts of an HTTP request, and its responses those of an answer.

/// Where the events of a trigger hold the parts of an HTTP request. Specs declare it with `http`.
///
/// Each part has one or several places, of which the first that has a value counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HttpInfo {
    pub(super) method: Places,
    pub(super) path: Places,
    pub(super) base_path: Places,
    pub(super) host: Places,
    pub(super) path_parameters: Places,
    pub(super) query: &'static [Place],
    pub(super) headers: &'static [Place],
    pub(super) cookies: Places,
    pub(super) body: Places,
    pub(super) base64: Places,
    pub(super) client: Places,
    pub(super) answer: Option<AnswerInfo>,
}

/// Paths of wire names.
type Places = &'static [&'static str];

/// A place that holds values by their names, such as headers.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The text of a query.
    Text(&'static str),
    /// A text for each name, in which several values are joined by commas.
    Joined(&'static str),
    /// A text for a name with one value, a list for a name with several.
    Mixed(&'static str),
    /// A list for each name.
    Lists(&'static str),
}

#[cfg(feature = "http")]
impl Place {
    pub(super) const fn path(self) -> &'static str {
        let (Place::Text(path) | Place::Joined(path) | Place::Mixed(path) | Place::Lists(path)) = self;
        path
    }
}

/// The fields of a response that a gateway turns into an HTTP response.
#[doc(hidden)]
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AnswerInfo {
    pub(super) status: &'static str,
    pub(super) headers: Place,
    pub(super) cookies: Option<&'static str>,
    pub(super) body: &'static str,
    pub(super) base64: &'static str,
}

/// Used by the macros.
#[doc(hidden)]
impl AnswerInfo {
    pub const fn new(status: &'static str, headers: Place, body: &'static str, base64: &'static str) -> Self {
        AnswerInfo { status, headers, cookies: None, body, base64 }
    }

    #[must_use]
    pub const fn cookies(self, cookies: &'static str) -> Self {
        AnswerInfo { cookies: Some(cookies), ..self }
    }
}

/// Used by the macros.
#[doc(hidden)]
impl HttpInfo {
    pub const fn new(headers: &'static [Place]) -> Self {
        HttpInfo {
            method: &[],
            path: &[],
            base_path: &[],
            host: &[],
            path_parameters: &[],
            query: &[],
            headers,
            cookies: &[],
            body: &[],
            base64: &[],
            client: &[],
            answer: None,
        }
    }

    #[must_use]
    pub const fn method(self, method: Places) -> Self {
        HttpInfo { method, ..self }
    }

    #[must_use]
    pub const fn path(self, path: Places) -> Self {
        HttpInfo { path, ..self }
    }

    #[must_use]
    pub const fn base_path(self, base_path: Places) -> Self {
        HttpInfo { base_path, ..self }
    }

    #[must_use]
    pub const fn host(self, host: Places) -> Self {
        HttpInfo { host, ..self }
    }

    #[must_use]
    pub const fn path_parameters(self, path_parameters: Places) -> Self {
        HttpInfo { path_parameters, ..self }
    }

    #[must_use]
    pub const fn query(self, query: &'static [Place]) -> Self {
        HttpInfo { query, ..self }
    }

    #[must_use]
    pub const fn cookies(self, cookies: Places) -> Self {
        HttpInfo { cookies, ..self }
    }

    #[must_use]
    pub const fn body(self, body: Places) -> Self {
        HttpInfo { body, ..self }
    }

    #[must_use]
    pub const fn base64(self, base64: Places) -> Self {
        HttpInfo { base64, ..self }
    }

    #[must_use]
    pub const fn client(self, client: Places) -> Self {
        HttpInfo { client, ..self }
    }

    #[must_use]
    pub const fn answer(self, answer: AnswerInfo) -> Self {
        HttpInfo { answer: Some(answer), ..self }
    }
}
