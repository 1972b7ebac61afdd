//! `#[trigger(…)]` on a struct and its fields: the words of the TOML keys, each mistake at its token.

use proc_macro2::TokenStream;
use quote::ToTokens;
use syn::meta::ParseNestedMeta;
use syn::{Attribute, DeriveInput, Error, Expr, ExprLit, Ident, Lit, LitStr, Meta, Path, Result, UnOp};
use triggerkit_core::{Step, TimeKind};
use triggerkit_spec::Suggestion;
use triggerkit_spec::model::Type;
use triggerkit_spec::raw::{self, Spanned, Text, TypeRef, ValueRules};

use super::{Spans, types};
use crate::arguments::default_runtime;

/// Options of the struct.
pub(super) struct Container {
    pub(super) doc: Option<String>,
    pub(super) runtime: Path,
    pub(super) id: Option<LitStr>,
    pub(super) title: Option<String>,
}

const CONTAINER: &[&str] = &["crate", "id", "title"];

impl Container {
    pub(super) fn read(input: &DeriveInput, errors: &mut Vec<Error>) -> Container {
        let mut container = Container { doc: doc(&input.attrs), runtime: default_runtime(), id: None, title: None };
        for attribute in input.attrs.iter().filter(|attribute| attribute.path().is_ident("trigger")) {
            let parsed = attribute.parse_nested_meta(|meta| {
                let key = key(&meta);
                match key.as_str() {
                    "crate" => container.runtime = meta.value()?.parse()?,
                    "id" => container.id = Some(meta.value()?.parse()?),
                    "title" => container.title = Some(meta.value()?.parse::<LitStr>()?.value()),
                    _ => return Err(unknown(&meta, &key, CONTAINER)),
                }
                Ok(())
            });
            errors.extend(parsed.err());
        }
        container
    }
}

/// A field of the struct.
pub(super) struct Member<'i> {
    pub(super) ident: &'i Ident,
    /// The type inside the `Option`.
    pub(super) inner: TokenStream,
    /// `None` for the field that keeps what is unknown.
    pub(super) raw: Option<raw::Field>,
}

const FIELD: &[&str] = &[
    "required",
    "nullable",
    "default",
    "length",
    "range",
    "pattern",
    "format",
    "one_of",
    "const",
    "items",
    "accept",
    "empty",
    "aliases",
    "sensitive",
    "rename",
    "source",
    "time",
    "unknown",
];

const ITEMS: &[&str] = &["length", "range", "pattern", "format", "one_of", "const", "accept", "empty", "sensitive"];

impl<'i> Member<'i> {
    pub(super) fn read(field: &'i syn::Field, spans: &mut Spans, errors: &mut Vec<Error>) -> Member<'i> {
        let ident = field.ident.as_ref().expect("fields were checked to have names");
        let inner = types::optional(&field.ty);
        let mut options = Options { spans, seen: Vec::new(), unknown: false, time: TimeKind::Rfc3339 };
        let name = ident.to_string();
        let name = name.strip_prefix("r#").unwrap_or(&name).to_owned();
        let key = Spanned::new(name.clone(), options.spans.of(ident));
        let place = options.spans.of(&field.ty);
        let mut raw = raw::Field::new(key, TypeRef::Resolved(Spanned::new(Type::Json, place.clone())));
        raw.rust_name = Some(name);
        raw.doc = doc(&field.attrs).map(|doc| Spanned::new(doc, place.clone()));
        for attribute in field.attrs.iter().filter(|attribute| attribute.path().is_ident("trigger")) {
            errors.extend(attribute.parse_nested_meta(|meta| options.field(&meta, &mut raw)).err());
        }
        let ty = types::of(inner.unwrap_or(&field.ty), options.time);
        let container = matches!(ty, Type::List(_) | Type::Map(_));
        if ty == Type::Bytes {
            raw.codec = Some(Spanned::new(vec![Spanned::new(Step::Base64.word().into(), place.clone())], place.clone()));
        }
        match (&raw.required, inner) {
            (Some(required), Some(_)) if required.value && raw.nullable.is_none() => errors.push(Error::new_spanned(
                &field.ty,
                "a required field is no `Option`\n  = help: drop one of them, or say `nullable` for a key that must be there and may be null",
            )),
            (None, None) if !container && raw.default.is_none() => raw.required = Some(Spanned::new(true, place.clone())),
            _ => {}
        }
        raw.ty = Some(TypeRef::Resolved(Spanned::new(ty, place)));
        let unknown = options.unknown;
        Member { ident, inner: inner.unwrap_or(&field.ty).to_token_stream(), raw: (!unknown).then_some(raw) }
    }
}

/// Reads the options of one field.
struct Options<'s> {
    spans: &'s mut Spans,
    seen: Vec<String>,
    unknown: bool,
    time: TimeKind,
}

impl Options<'_> {
    fn field(&mut self, meta: &ParseNestedMeta<'_>, raw: &mut raw::Field) -> Result<()> {
        let key = key(meta);
        if self.seen.contains(&key) {
            return Err(meta.error(format!("`{key}` is given twice")));
        }
        match key.as_str() {
            "required" => raw.required = Some(self.flag(meta)?),
            "nullable" => {
                let nullable = self.flag(meta)?;
                raw.required = Some(nullable.clone());
                raw.nullable = Some(nullable);
            }
            "unknown" => self.unknown = self.flag(meta)?.value,
            "default" => raw.default = Some(self.json(meta)?),
            "aliases" => raw.aliases = self.texts(meta)?.value,
            "rename" => raw.rename = Some(self.text(meta)?),
            "source" => raw.source = Some(self.text(meta)?),
            "time" => self.time = time(meta)?,
            "items" => raw.items = Some(self.items(meta)?),
            key if ITEMS.contains(&key) => self.rule(meta, key, &mut raw.rules)?,
            _ => return Err(unknown(meta, &key, FIELD)),
        }
        self.seen.push(key);
        Ok(())
    }

    /// `items(length = "1-16", …)`
    fn items(&mut self, meta: &ParseNestedMeta<'_>) -> Result<Spanned<ValueRules>> {
        let mut rules = ValueRules::default();
        let span = self.spans.of(&meta.path);
        meta.parse_nested_meta(|meta| {
            let key = key(&meta);
            if ITEMS.contains(&key.as_str()) { self.rule(&meta, &key, &mut rules) } else { Err(unknown(&meta, &key, ITEMS)) }
        })?;
        Ok(Spanned::new(rules, span))
    }

    fn rule(&mut self, meta: &ParseNestedMeta<'_>, key: &str, rules: &mut ValueRules) -> Result<()> {
        match key {
            "length" => rules.length = Some(self.text(meta)?),
            "range" => rules.range = Some(self.range(meta)?),
            "pattern" => rules.pattern = Some(self.text(meta)?),
            "format" => rules.format = Some(self.text(meta)?),
            "one_of" => rules.one_of = Some(self.texts(meta)?),
            "const" => rules.constant = Some(self.text(meta)?),
            "accept" => rules.accept = Some(self.texts(meta)?),
            "empty" => rules.empty = Some(self.texts(meta)?),
            _ => rules.sensitive = Some(self.flag(meta)?),
        }
        Ok(())
    }

    /// `key` or `key = true`
    fn flag(&mut self, meta: &ParseNestedMeta<'_>) -> Result<Spanned<bool>> {
        let span = self.spans.of(&meta.path);
        if meta.input.peek(syn::Token![=]) {
            return Ok(Spanned::new(meta.value()?.parse::<syn::LitBool>()?.value, span));
        }
        Ok(Spanned::new(true, span))
    }

    fn text(&mut self, meta: &ParseNestedMeta<'_>) -> Result<Text> {
        let literal: LitStr = meta.value()?.parse()?;
        Ok(Spanned::new(literal.value(), self.spans.of(&literal)))
    }

    /// `["a", "b"]`
    fn texts(&mut self, meta: &ParseNestedMeta<'_>) -> Result<Spanned<Vec<Text>>> {
        let list: syn::ExprArray = meta.value()?.parse()?;
        let span = self.spans.of(&list);
        let texts = list.elems.iter().map(|item| match item {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Ok(Spanned::new(text.value(), self.spans.of(text))),
            other => Err(Error::new_spanned(other, "expected a string")),
        });
        Ok(Spanned::new(texts.collect::<Result<_>>()?, span))
    }

    /// `[3, 600]`, an end may be `inf` or `-inf`.
    fn range(&mut self, meta: &ParseNestedMeta<'_>) -> Result<Spanned<[Spanned<f64>; 2]>> {
        let list: syn::ExprArray = meta.value()?.parse()?;
        let span = self.spans.of(&list);
        let ends: Vec<&Expr> = list.elems.iter().collect();
        let &[min, max] = ends.as_slice() else {
            return Err(Error::new_spanned(list, "a range has two ends: `range = [3, 600]`"));
        };
        let mut end = |expr: &Expr| Ok::<_, Error>(Spanned::new(number(expr)?, self.spans.of(expr)));
        Ok(Spanned::new([end(min)?, end(max)?], span))
    }

    /// A literal as JSON text.
    fn json(&mut self, meta: &ParseNestedMeta<'_>) -> Result<Text> {
        let value: Expr = meta.value()?.parse()?;
        let json = match &value {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => {
                let mut json = String::new();
                triggerkit_core::json::write_string(&mut json, &text.value());
                json
            }
            Expr::Lit(ExprLit { lit: Lit::Bool(value), .. }) => value.value.to_string(),
            Expr::Lit(ExprLit { lit: Lit::Int(value), .. }) => value.base10_digits().to_owned(),
            other => format!("{:?}", number(other)?),
        };
        let json = json.strip_suffix(".0").filter(|_| !json.starts_with('"')).unwrap_or(&json).to_owned();
        Ok(Spanned::new(json, self.spans.of(&value)))
    }
}

fn number(expr: &Expr) -> Result<f64> {
    match expr {
        Expr::Lit(ExprLit { lit: Lit::Int(value), .. }) => value.base10_parse(),
        Expr::Lit(ExprLit { lit: Lit::Float(value), .. }) => value.base10_parse(),
        Expr::Path(path) if path.path.is_ident("inf") => Ok(f64::INFINITY),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => number(&unary.expr).map(|value| -value),
        other => Err(Error::new_spanned(other, "expected a number, `inf` or `-inf`")),
    }
}

fn time(meta: &ParseNestedMeta<'_>) -> Result<TimeKind> {
    let literal: LitStr = meta.value()?.parse()?;
    TimeKind::from_word(&literal.value()).ok_or_else(|| {
        let words: Vec<&str> = TimeKind::ALL.iter().map(|kind| kind.word()).collect();
        Error::new_spanned(&literal, format!("unknown kind of time `{}`{}", literal.value(), hint(&literal.value(), &words)))
    })
}

fn key(meta: &ParseNestedMeta<'_>) -> String {
    meta.path.to_token_stream().to_string()
}

fn unknown(meta: &ParseNestedMeta<'_>, key: &str, known: &[&str]) -> Error {
    meta.error(format!("unknown option `{key}`{}", hint(key, known)))
}

/// The help line of a word that is none of the known ones.
fn hint(word: &str, known: &[&str]) -> String {
    format!("\n  = help: {}", Suggestion::new(word, "options", known.iter().copied()))
}

/// The doc comment.
fn doc(attributes: &[Attribute]) -> Option<String> {
    let lines: Vec<String> = attributes
        .iter()
        .filter_map(|attribute| match &attribute.meta {
            Meta::NameValue(meta) if meta.path.is_ident("doc") => match &meta.value {
                Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value().trim().to_owned()),
                _ => None,
            },
            _ => None,
        })
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}
