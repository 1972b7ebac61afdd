//! Checks `http`: the fields that make up an HTTP response.

use super::draft::Draft;
use crate::diagnostic::{Context, Problem};
use crate::model::{FieldsRule, HttpShape, Rule, RuleKind, Type};
use crate::raw::{Http, Text};
use crate::words;

/// Finds the four fields and checks their types.
pub(super) fn check(cx: &mut Context, draft: &Draft, http: &Http) -> Option<HttpShape> {
    let status = part(cx, draft, "status", &http.status, "`i64` or `u64`", |ty| matches!(ty, Type::I64 | Type::U64));
    let headers = part(cx, draft, "headers", &http.headers, "`map<string>` or `map<json>`", is_headers);
    let body = part(cx, draft, "body", &http.body, "`string`", |ty| *ty == Type::String);
    let base64 = part(cx, draft, "base64 flag", &http.base64, "`bool`", |ty| *ty == Type::Bool);
    Some(HttpShape { status: status?, headers: headers?, body: body?, base64: base64? })
}

/// The rule that gateways enforce: a body that is flagged as base64 must be base64.
pub(super) fn base64_rule(http: &Http) -> Rule {
    let (text, flag) = (http.body.value.clone().into(), http.base64.value.clone().into());
    let rule = FieldsRule { kind: RuleKind::Base64 { text, flag }, doc: None };
    Rule { rule, span: http.base64.span.clone() }
}

fn is_headers(ty: &Type) -> bool {
    matches!(ty, Type::Map(value) if matches!(**value, Type::String | Type::Json))
}

fn part(cx: &mut Context, draft: &Draft, part: &str, wire: &Text, right: &str, fits: fn(&Type) -> bool) -> Option<usize> {
    let index = draft.expect(cx, wire)?;
    let slot = &draft.slots[index];
    let ty = match &slot.ty {
        _ if slot.encoded => "encoded text".to_owned(),
        Some(ty) if !fits(ty) => words::described(ty),
        _ => return Some(index),
    };
    cx.fail(&wire.span, Problem::HttpMisfit { part: &part, field: &**wire, ty: &ty, right: &right })
}
