//! Checks `http`: the fields that make up an HTTP request or response.

use triggerkit_core::secrets::is_among;

use super::distinct::distinct;
use super::draft::{Draft, Drafts};
use super::path::{self, End};
use crate::diagnostic::{Context, Problem};
use crate::model::{Field, FieldsRule, HttpRequest, HttpResponse, KeyList, Path, PathStep, Provider, Rule, RuleKind, Type};
use crate::raw::{self, Text};
use crate::words;

/// A part of a request or response, and the types of fields that can hold it.
struct Part {
    key: &'static str,
    words: &'static str,
    /// The types, for messages.
    right: &'static str,
    fits: fn(&Type) -> bool,
    /// Whether an entry of a map can hold it, such as a header.
    in_maps: bool,
}

const fn part(key: &'static str, words: &'static str, right: &'static str, fits: fn(&Type) -> bool) -> Part {
    Part { key, words, right, fits, in_maps: false }
}

const fn text(key: &'static str, words: &'static str) -> Part {
    Part { in_maps: true, ..part(key, words, "`string`", is_string) }
}

const METHOD: Part =
    Part { right: "`string` or an enum", fits: |ty| matches!(ty, Type::String | Type::Enum(_)), ..text("method", "method") };
const PATH: Part = text("path", "path");
const BASE_PATH: Part = text("base_path", "base path");
const HOST: Part = text("host", "host");
const PATH_PARAMETERS: Part = part(
    "path_parameters",
    "path parameters",
    "`map<string>` or `map<json>`",
    |ty| matches!(ty, Type::Map(value) if matches!(**value, Type::String | Type::Json)),
);
const QUERY: Part = part("query", "query", "`map<string>`, `map<json>`, `map<list<string>>`, `string` or `json`", |ty| {
    is_names_and_values(ty) || matches!(ty, Type::String | Type::Json)
});
const HEADERS: Part = part("headers", "headers", "`map<string>`, `map<json>` or `map<list<string>>`", is_names_and_values);
const COOKIES: Part = part("cookies", "cookies", "`list<string>`", is_strings);
const BODY: Part = part("body", "body", "`string`", is_string);
const BASE64: Part = part("base64", "base64 flag", "`bool`", |ty| *ty == Type::Bool);
const CLIENT: Part = text("client", "client address");
const STATUS: Part = part("status", "status", "`i64` or `u64`", |ty| matches!(ty, Type::I64 | Type::U64));

fn is_string(ty: &Type) -> bool {
    *ty == Type::String
}

fn is_strings(ty: &Type) -> bool {
    matches!(ty, Type::List(item) if is_string(item))
}

fn is_names_and_values(ty: &Type) -> bool {
    matches!(ty, Type::Map(value) if is_string(value) || is_strings(value) || **value == Type::Json)
}

/// Follows the paths of each part of a request and checks the types of the fields.
pub(super) fn request(cx: &mut Context, types: &Drafts, event: &Draft, http: &raw::HttpRequest) -> HttpRequest {
    let mut paths = |part, texts: &[Text]| paths(cx, types, event, &part, texts);
    HttpRequest {
        method: paths(METHOD, &http.method),
        path: paths(PATH, &http.path),
        base_path: paths(BASE_PATH, &http.base_path),
        host: paths(HOST, &http.host),
        path_parameters: paths(PATH_PARAMETERS, &http.path_parameters),
        query: paths(QUERY, &http.query),
        headers: paths(HEADERS, &http.headers),
        cookies: paths(COOKIES, &http.cookies),
        body: paths(BODY, &http.body),
        base64: paths(BASE64, &http.base64),
        client: paths(CLIENT, &http.client),
    }
}

fn paths(cx: &mut Context, types: &Drafts, event: &Draft, part: &Part, texts: &[Text]) -> Vec<Path> {
    distinct(cx, part.key, texts);
    let follow = |text: &Text| {
        let reason = match path::follow_objects(types, event, text) {
            Ok(End { ty, .. }) if !(part.fits)(ty) => return misfit(cx, part, "request", text, ty),
            Ok(end) => return Some(end.path),
            Err(_)
                if part.in_maps
                    && let Some(path) = entry(types, event, text) =>
            {
                return Some(path);
            }
            Err(reason) if reason.is_empty() => return None,
            Err(reason) => reason,
        };
        cx.fail(&text.span, Problem::BadHttpPath { path: &**text, reason: &reason })
    };
    texts.iter().filter_map(follow).collect()
}

/// Follows a path to an entry of a map of texts, such as `headers.X-Uri`.
fn entry(types: &Drafts, event: &Draft, text: &str) -> Option<Path> {
    let (map, name) = text.rsplit_once('.')?;
    let End { mut path, ty, .. } = path::follow_objects(types, event, map).ok()?;
    path.0.push(PathStep { wire: name.to_owned(), marks: Vec::new() });
    (is_names_and_values(ty) && !name.is_empty()).then_some(path)
}

/// Finds the fields of a response and checks their types.
pub(super) fn response(cx: &mut Context, draft: &Draft, http: &raw::HttpResponse) -> Option<HttpResponse> {
    let mut field = |part, name: &Option<Text>| field(cx, draft, &part, name.as_ref()?);
    let status = field(STATUS, &http.status);
    let headers = field(HEADERS, &http.headers);
    let body = field(BODY, &http.body);
    let base64 = field(BASE64, &http.base64);
    let cookies = field(COOKIES, &http.cookies);
    Some(HttpResponse { status: status?, headers: headers?, body: body?, base64: base64?, cookies })
}

fn field(cx: &mut Context, draft: &Draft, part: &Part, name: &Text) -> Option<usize> {
    let index = draft.expect(cx, name)?;
    let slot = &draft.slots[index];
    match &slot.ty {
        Some(ty) if !(part.fits)(ty) => misfit(cx, part, "response", name, ty),
        _ => Some(index),
    }
}

fn misfit<T>(cx: &mut Context, part: &Part, of: &str, field: &Text, ty: &Type) -> Option<T> {
    let ty = words::described(ty);
    let problem = Problem::HttpMisfit { part: &part.words, of: &of, field: &**field, ty: &ty, right: &part.right };
    cx.fail(&field.span, problem)
}

/// Returns the rule that gateways enforce: a body that is flagged as base64 must be base64.
pub(super) fn base64_rule(http: &raw::HttpResponse) -> Option<Rule> {
    let (body, base64) = (http.body.as_ref()?, http.base64.as_ref()?);
    let kind = RuleKind::Base64 { text: body.value.clone().into(), flag: base64.value.clone().into() };
    Some(Rule { rule: FieldsRule { kind, doc: None }, span: base64.span.clone() })
}

/// Marks the headers and parameters that carry secrets in the fields that `http` names. Cookies are secrets altogether.
pub(super) fn mark_secrets(provider: &mut Provider) {
    for index in 0..provider.triggers.len() {
        let Some(http) = provider.triggers[index].http.clone() else { continue };
        let marks = [(http.headers, headers as fn(&mut Field)), (http.query, query), (http.cookies, cookies)];
        for (paths, add) in marks {
            for path in paths {
                path::mark(provider, index, &path, |field, _, is_last| {
                    if is_last {
                        add(field);
                    }
                });
            }
        }
    }
    for ty in &mut provider.types {
        let Some(http) = &ty.http else { continue };
        let fields = &mut ty.object.fields;
        fields.get_mut(http.headers).into_iter().for_each(headers);
        http.cookies.and_then(|index| fields.get_mut(index)).into_iter().for_each(cookies);
    }
}

fn headers(field: &mut Field) {
    add_keys(field, KeyList::Headers);
}

fn query(field: &mut Field) {
    add_keys(field, KeyList::Query);
}

fn cookies(field: &mut Field) {
    field.rules.sensitive = true;
}

fn add_keys(field: &mut Field, list: KeyList) {
    let keys = &mut field.rules.sensitive_keys;
    let new = list.keys().iter().filter(|key| !is_among(keys.iter().map(String::as_str).collect::<Vec<_>>().iter(), key));
    let new: Vec<String> = new.map(|key| (*key).to_owned()).collect();
    keys.extend(new);
}
