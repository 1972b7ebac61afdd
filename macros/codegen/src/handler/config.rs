//! `config(cronExpression = "0 0 4 * * *")`: parses a configuration, checks it, and writes it as JSON.

use std::collections::BTreeMap;

use proc_macro2::{Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Error, Ident, Lit, LitStr, Path, Result, Token, braced, bracketed, parenthesized};
use triggerkit_core::report::Rule;
use triggerkit_spec::judge::{Judge, Violation};
use triggerkit_spec::model::{Object, Provider, Type};
use triggerkit_spec::{Suggestion, builtin};

use crate::mistakes::{Mistakes, with_help};

/// A configuration in an attribute: an object.
pub(super) struct Config(Value);

/// A value and its place.
struct Value {
    span: Span,
    kind: Kind,
}

enum Kind {
    /// As JSON text.
    Scalar(String),
    List(Vec<Value>),
    Object(Vec<Member>),
}

struct Member {
    key: String,
    span: Span,
    value: Value,
}

pub(super) const USAGE: &str = "config(cronExpression = \"0 0 4 * * *\", enable = true)";

impl Config {
    /// Reads the parentheses after `config`, which is at `span`.
    pub(super) fn read(input: ParseStream<'_>, span: Span) -> Result<Config> {
        if !input.peek(syn::token::Paren) {
            return Err(expected(span, "fields in parentheses for `config`"));
        }
        let content;
        parenthesized!(content in input);
        // Taken whole, so that after a mistake nothing is left over to be another one.
        let tokens: TokenStream = content.parse()?;
        Ok(Config(Value { span, kind: Kind::Object(fields.parse2(tokens)?) }))
    }

    fn written(&self) -> Written {
        let mut written = Written::default();
        written.value(&self.0);
        written
    }

    /// What the specs that come with triggerkit say of it.
    ///
    /// A path such as `aliyun::Timer` says by itself which trigger it is: what is wrong becomes mistakes. Of `Timer` alone, or under
    /// another name of the module, only the compiler knows: what is wrong becomes assertions about the type `trigger`.
    pub(super) fn check(&self, path: &Path, trigger: &Ident, mistakes: &mut Mistakes) -> TokenStream {
        let mut segments = path.segments.iter().rev().map(|segment| segment.ident.unraw().to_string());
        let (marker, module) = (segments.next().unwrap_or_default(), segments.next());
        let is_own = path.segments.first().is_some_and(|first| ["crate", "self", "super"].iter().any(|word| first.ident == word));
        let named = module.as_deref().and_then(builtin::find).filter(|_| !is_own);
        let specs = named.map_or_else(|| builtin::ALL.iter().collect(), |spec| vec![spec]);
        let mut assertions = TokenStream::new();
        for provider in specs.iter().filter_map(|spec| spec.check().ok()) {
            let trigger_id = provider.triggers.iter().find(|each| each.marker == marker).map(|trigger| &trigger.id);
            let config = provider.configs.iter().find(|config| Some(&config.id) == trigger_id);
            let Some(config) = config else { continue };
            for (span, message) in self.wrong(&provider, &config.object) {
                if named.is_some() {
                    mistakes.push(Error::new(span, message));
                } else {
                    let id = format!("{}.{}", provider.name, config.id);
                    let ty = ty(trigger);
                    assertions.extend(quote_spanned! {span=>
                        const _: () = if tk::is_config::<#ty>(#id) { tk::panic!("{}", #message) };
                    });
                }
            }
        }
        assertions
    }

    /// Every mistake in it, as a value of an object.
    fn wrong(&self, provider: &Provider, object: &Object) -> Vec<(Span, String)> {
        let mut wrong = Vec::new();
        unknown(&self.0, provider, object, &mut wrong);
        let Written { json, places } = self.written();
        for violation in Judge::of(provider).object(object, &json).unwrap_or_default() {
            let span = places.get(&violation.at).copied().unwrap_or(self.0.span);
            let Violation { path, rule, expected, found, .. } = violation;
            let message = match (rule, path.as_str()) {
                (_, "$") => format!("expected {expected}, found {found}"),
                (Rule::Required, _) => format!("missing required field `{path}`"),
                _ => format!("expected {expected} for `{path}`, found {found}"),
            };
            wrong.push((span, message));
        }
        wrong
    }
}

/// Reports keys that are not fields.
fn unknown(value: &Value, provider: &Provider, object: &Object, wrong: &mut Vec<(Span, String)>) {
    let Kind::Object(members) = &value.kind else { return };
    for Member { key, span, value } in members {
        let Some(field) = object.fields.iter().find(|field| field.wire == *key || field.aliases.contains(key)) else {
            let suggestion = Suggestion::new(key, "fields", object.fields.iter().map(|field| &*field.wire));
            wrong.push((*span, with_help(format_args!("`{}` has no field `{key}`", object.name), suggestion)));
            continue;
        };
        match (&field.ty, &value.kind) {
            (Type::List(item), Kind::List(items)) => items.iter().for_each(|each| inside(each, provider, item, wrong)),
            (Type::Map(item), Kind::Object(members)) => {
                members.iter().for_each(|member| inside(&member.value, provider, item, wrong));
            }
            (ty, _) => inside(value, provider, ty, wrong),
        }
    }
}

fn inside(value: &Value, provider: &Provider, ty: &Type, wrong: &mut Vec<(Span, String)>) {
    if let Type::Object(name) = ty
        && let Some(def) = provider.type_def(name)
    {
        unknown(value, provider, &def.object, wrong);
    }
}

/// JSON text, and the place in the source of each value by its offset in the text.
#[derive(Default)]
struct Written {
    json: String,
    places: BTreeMap<usize, Span>,
}

impl Written {
    fn value(&mut self, value: &Value) {
        self.places.insert(self.json.len(), value.span);
        match &value.kind {
            Kind::Scalar(text) => self.json.push_str(text),
            Kind::List(items) => self.several('[', ']', items, Written::value),
            Kind::Object(members) => self.several('{', '}', members, |written, member| {
                written.json.push_str(&quoted(&member.key));
                written.json.push(':');
                written.value(&member.value);
            }),
        }
    }

    fn several<T>(&mut self, open: char, close: char, items: &[T], mut write: impl FnMut(&mut Self, &T)) {
        self.json.push(open);
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                self.json.push(',');
            }
            write(self, item);
        }
        self.json.push(close);
    }
}

/// Writes a text as JSON.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    triggerkit_core::json::write_string(&mut out, text);
    out
}

fn fields(input: ParseStream<'_>) -> Result<Vec<Member>> {
    let members: Vec<Member> = Punctuated::<_, Token![,]>::parse_terminated(input)?.into_iter().collect();
    let again = (1..members.len()).find(|&index| members[..index].iter().any(|earlier| earlier.key == members[index].key));
    let Some(Member { key, span, .. }) = again.map(|index| &members[index]) else { return Ok(members) };
    Err(Error::new(*span, with_help(format_args!("`{key}` is given twice"), "remove one of them")))
}

impl Parse for Member {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        let (key, span) = if input.peek(LitStr) {
            let literal: LitStr = input.parse()?;
            (literal.value(), literal.span())
        } else {
            let ident = Ident::parse_any(input).map_err(|error| expected(error.span(), "the name of a field"))?;
            (ident.unraw().to_string(), ident.span())
        };
        input.parse::<Token![=]>().map_err(|error| expected(error.span(), "`=` and a value"))?;
        Ok(Member { key, span, value: input.parse()? })
    }
}

impl Parse for Value {
    fn parse(input: ParseStream<'_>) -> Result<Self> {
        if input.peek(syn::token::Bracket) {
            let content;
            let brackets = bracketed!(content in input);
            let items = Punctuated::<Value, Token![,]>::parse_terminated(&content)?;
            return Ok(Value { span: brackets.span.join(), kind: Kind::List(items.into_iter().collect()) });
        }
        if input.peek(syn::token::Brace) {
            let content;
            let braces = braced!(content in input);
            return Ok(Value { span: braces.span.join(), kind: Kind::Object(fields(&content)?) });
        }
        let what = "a string, a number, `true`, `false`, `[a, b]` or `{ key = value }`";
        let minus: Option<Token![-]> = input.parse()?;
        let literal: Lit = input.parse().map_err(|error: Error| expected(error.span(), what))?;
        let sign = if minus.is_some() { "-" } else { "" };
        let text = match &literal {
            Lit::Int(number) if number.suffix().is_empty() => format!("{sign}{}", number.base10_digits()),
            Lit::Float(number) if number.suffix().is_empty() => format!("{sign}{}", number.base10_digits()),
            Lit::Bool(value) if minus.is_none() => value.value.to_string(),
            Lit::Str(text) if minus.is_none() => quoted(&text.value()),
            _ => return Err(expected(literal.span(), what)),
        };
        Ok(Value { span: literal.span(), kind: Kind::Scalar(text) })
    }
}

fn expected(span: Span, what: &str) -> Error {
    Error::new(span, with_help(format_args!("expected {what}"), format_args!("write for example `{USAGE}`")))
}

/// Emits the call that gives a handler its configuration.
pub(super) fn given(config: &Config, trigger: &Ident) -> TokenStream {
    let json = config.written().json;
    let ty = ty(trigger);
    quote!(.configured(tk::AnyConfig::read::<#ty>(#json)))
}

/// Emits the type of a trigger's configuration. If there is none, the compiler reports it in the trigger's place.
fn ty(trigger: &Ident) -> TokenStream {
    quote_spanned!(trigger.span()=> <#trigger as tk::Configured>::Config)
}
