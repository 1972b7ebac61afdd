//! Checks an object that comes from another parser than TOML, with the spans of that parser.

use super::draft::Head;
use super::object;
use super::scope::Scope;
use crate::diagnostic::{Context, Diagnostic};
use crate::model::{Object, Span};
use crate::raw::{Field, Rule};

/// A hand-written struct, as its parser read it.
#[derive(Clone, Debug)]
pub struct Struct {
    /// The name of the Rust type.
    pub name: String,
    /// The place of the name.
    pub span: Span,
    /// What the struct is.
    pub doc: Option<String>,
    /// The section of the vendor's document.
    pub source: Option<String>,
    /// The fields, with resolved types and given Rust names.
    pub fields: Vec<Field>,
    /// The rules, which refer to fields by wire name.
    pub rules: Vec<Rule>,
}

/// Checks a struct as if it were an object of a spec.
///
/// Spans are copied, but never joined or split, so they may be numbers of any meaning.
///
/// ```
/// use triggerkit_spec::model::Type;
/// use triggerkit_spec::raw::{Field, Spanned, TypeRef};
/// use triggerkit_spec::{Struct, check_struct};
///
/// let mut age = Field::new(Spanned::new("age".into(), 0..1), TypeRef::Resolved(Spanned::new(Type::U64, 1..2)));
/// age.rust_name = Some("age".into());
/// age.rules.length = Some(Spanned::new("1-3".into(), 2..3));
/// let person = Struct { name: "Person".into(), span: 3..4, doc: None, source: None, fields: vec![age], rules: vec![] };
///
/// let mistakes = check_struct(&person).unwrap_err();
/// assert_eq!(mistakes[0].message, "`length` cannot be applied to a whole number from 0");
/// assert_eq!(mistakes[0].span, 2..3);
/// ```
///
/// # Errors
/// Returns every mistake.
pub fn check_struct(raw: &Struct) -> Result<Object, Vec<Diagnostic>> {
    let mut cx = Context::default();
    let head = Head {
        name: raw.name.clone(),
        owner: format!("struct `{}`", raw.name),
        doc: raw.doc.clone(),
        source: raw.source.clone(),
        span: raw.span.clone(),
    };
    let draft = object::assemble(&mut cx, &Scope::default(), head, None, &raw.fields, &raw.rules);
    let mistakes = cx.finish();
    if mistakes.is_empty() { Ok(draft.object()) } else { Err(mistakes) }
}
