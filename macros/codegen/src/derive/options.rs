//! The options of a field: the keys of the spec language, with Rust literals for values.

use syn::{Expr, ExprArray, ExprLit, Lit, LitBool, LitStr, Result, Token, UnOp};
use triggerkit_core::TimeKind;
use triggerkit_spec::Suggestion;
use triggerkit_spec::raw::{self, Items, SensitiveKeys, Spanned, Text, ValueRules};

use super::places::Places;
use crate::attributes::{Given, Known};
use crate::mistakes::{Mistakes, mistake};

pub(super) const FIELD: &Known = &[
    ("required", "required = true"),
    ("nullable", "nullable = true"),
    ("default", "default = 3"),
    ("length", "length = \"1-64\""),
    ("range", "range = [3, 600]"),
    ("pattern", "pattern = \"^[a-z]+$\""),
    ("format", "format = \"json\""),
    ("one_of", "one_of = [\"web\", \"shop\"]"),
    ("const", "const = \"order\""),
    ("accept", "accept = [\"string\"]"),
    ("empty", "empty = [\"None\", \"\"]"),
    ("sensitive", "sensitive = true"),
    ("sensitive_keys", "sensitive_keys = [\"password\"]"),
    ("items", "items(length = \"1-64\")"),
    ("aliases", "aliases = [\"orderId\"]"),
    ("rename", "rename = \"orderId\""),
    ("source", "source = \"table 4\""),
    ("time", "time = \"unix-ms\""),
    ("unknown", "unknown = true"),
];

/// The options that items have too.
const ITEMS: &Known = FIELD.split_at(3).1.split_at(10).0;

/// Reads the options of one field.
pub(super) struct Options<'o> {
    pub(super) places: &'o mut Places,
    pub(super) raw: &'o mut raw::Field,
    pub(super) unknown: bool,
    pub(super) time: Option<(TimeKind, LitStr)>,
}

impl Options<'_> {
    pub(super) fn read(&mut self, given: &Given<'_>, mistakes: &mut Mistakes) -> Result<()> {
        match given.key.as_str() {
            "required" => self.raw.required = Some(self.flag(given)?),
            "nullable" => self.nullable(given)?,
            "unknown" => self.unknown = self.flag(given)?.value,
            "default" => self.raw.default = Some(self.json(given)?),
            "aliases" => self.raw.aliases = self.texts(given)?.value,
            "rename" => self.raw.rename = Some(self.text(given)?),
            "source" => self.raw.source = Some(self.text(given)?),
            "time" => self.time = Some(time(given)?),
            "items" => self.items(given, mistakes)?,
            _ => {
                let mut rules = std::mem::take(&mut self.raw.rules);
                let read = self.rule(given, &mut rules);
                self.raw.rules = rules;
                read?;
            }
        }
        Ok(())
    }

    /// `nullable` requires the key, since a field that may be missing may be null anyway.
    fn nullable(&mut self, given: &Given<'_>) -> Result<()> {
        let nullable = self.flag(given)?;
        if nullable.value {
            self.raw.required = Some(nullable.clone());
            self.raw.nullable = Some(nullable);
        }
        Ok(())
    }

    /// `items(length = "1-16", …)`
    fn items(&mut self, given: &Given<'_>, mistakes: &mut Mistakes) -> Result<()> {
        let place = self.places.of(&given.meta.path);
        let mut rules = ValueRules::default();
        if given.nested(ITEMS, mistakes, |given| self.rule(given, &mut rules))? {
            self.raw.items = Some(Spanned::new(Items { rules, codec: None }, place));
        }
        Ok(())
    }

    /// Reads an option that fields and items have in common.
    fn rule(&mut self, given: &Given<'_>, rules: &mut ValueRules) -> Result<()> {
        match given.key.as_str() {
            "length" => rules.length = Some(self.text(given)?),
            "range" => rules.range = Some(self.range(given)?),
            "pattern" => rules.pattern = Some(self.text(given)?),
            "format" => rules.format = Some(self.text(given)?),
            "one_of" => rules.one_of = Some(self.texts(given)?),
            "const" => rules.constant = Some(self.text(given)?),
            "accept" => rules.accept = Some(self.texts(given)?),
            "empty" => rules.empty = Some(self.texts(given)?),
            "sensitive" => rules.sensitive = Some(self.flag(given)?),
            "sensitive_keys" => {
                let keys = self.texts(given)?;
                rules.sensitive_keys = Some(Spanned::new(SensitiveKeys::Keys(keys.value), keys.span));
            }
            _ => return Err(given.unknown()),
        }
        Ok(())
    }

    /// `key` or `key = true`
    fn flag(&mut self, given: &Given<'_>) -> Result<Spanned<bool>> {
        let place = self.places.of(&given.meta.path);
        let alone = given.meta.input.is_empty() || given.meta.input.peek(Token![,]);
        let flag = alone || given.value::<LitBool>("`true` or `false`")?.value;
        Ok(Spanned::new(flag, place))
    }

    fn text(&mut self, given: &Given<'_>) -> Result<Text> {
        let literal: LitStr = given.value("a string")?;
        Ok(Spanned::new(literal.value(), self.places.of(&literal)))
    }

    /// `["a", "b"]`
    fn texts(&mut self, given: &Given<'_>) -> Result<Spanned<Vec<Text>>> {
        let (_, texts) = self.list(given, "a list of strings", |item| match item {
            Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => Some(text.value()),
            _ => None,
        })?;
        Ok(texts)
    }

    /// `[3, 600]`, an end may be `inf` or `-inf`.
    fn range(&mut self, given: &Given<'_>) -> Result<Spanned<[Spanned<f64>; 2]>> {
        let expected = "a list of two numbers";
        let (list, ends) = self.list(given, expected, number)?;
        let range = ends.value.try_into().map_err(|_| given.unfit(&list, expected))?;
        Ok(Spanned::new(range, ends.span))
    }

    fn list<T>(
        &mut self,
        given: &Given<'_>,
        expected: &str,
        read: impl Fn(&Expr) -> Option<T>,
    ) -> Result<(ExprArray, Spanned<Vec<Spanned<T>>>)> {
        let list: ExprArray = given.value(expected)?;
        let place = self.places.of(&list);
        let items = list.elems.iter().map(|item| {
            let value = read(item).ok_or_else(|| given.unfit(item, expected))?;
            Ok(Spanned::new(value, self.places.of(item)))
        });
        let items = items.collect::<Result<_>>()?;
        Ok((list, Spanned::new(items, place)))
    }

    /// A literal as JSON text.
    fn json(&mut self, given: &Given<'_>) -> Result<Text> {
        let expected = "a string, a number or a boolean";
        let literal: Expr = given.value(expected)?;
        let json = json(&literal).ok_or_else(|| given.unfit(&literal, expected))?;
        Ok(Spanned::new(json, self.places.of(&literal)))
    }
}

/// A literal as JSON text.
fn json(literal: &Expr) -> Option<String> {
    match literal {
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) => {
            let mut json = String::new();
            triggerkit_core::json::write_string(&mut json, &text.value());
            Some(json)
        }
        Expr::Lit(ExprLit { lit: Lit::Bool(value), .. }) => Some(value.value.to_string()),
        // A float could not represent all of them.
        Expr::Lit(ExprLit { lit: Lit::Int(value), .. }) => Some(value.base10_digits().to_owned()),
        Expr::Unary(unary) if matches!((&unary.op, &*unary.expr), (UnOp::Neg(_), Expr::Lit(_))) => {
            number(&unary.expr).and(json(&unary.expr)).map(|json| format!("-{json}"))
        }
        other => number(other).filter(|number| number.is_finite()).map(|number| number.to_string()),
    }
}

fn number(expr: &Expr) -> Option<f64> {
    match expr {
        Expr::Lit(ExprLit { lit: Lit::Int(value), .. }) => value.base10_parse().ok(),
        Expr::Lit(ExprLit { lit: Lit::Float(value), .. }) => value.base10_parse().ok(),
        Expr::Path(path) if path.path.is_ident("inf") => Some(f64::INFINITY),
        Expr::Unary(unary) if matches!(unary.op, UnOp::Neg(_)) => number(&unary.expr).map(|value| -value),
        _ => None,
    }
}

fn time(given: &Given<'_>) -> Result<(TimeKind, LitStr)> {
    let literal: LitStr = given.value("a string")?;
    let word = literal.value();
    let kind = TimeKind::from_word(&word).ok_or_else(|| {
        let suggestion = Suggestion::new(&word, "kinds of time", TimeKind::ALL.iter().map(|kind| kind.word()));
        mistake(&literal, format_args!("unknown kind of time `{word}`"), suggestion)
    })?;
    Ok((kind, literal))
}
