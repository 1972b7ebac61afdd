//! Checks of structs from another parser, with its spans and names.

use triggerkit_spec::model::{Object, Presence, Type};
use triggerkit_spec::raw::{Field, Rule, RuleKind, Spanned, TypeRef};
use triggerkit_spec::{Diagnostic, Struct, check_struct, words};

/// Returns a new span for each token, like an index into a table.
#[derive(Default)]
struct Tokens(usize);

impl Tokens {
    fn at<T>(&mut self, value: T) -> Spanned<T> {
        self.0 += 1;
        Spanned::new(value, self.0 - 1..self.0)
    }

    fn field(&mut self, name: &str, ty: Type) -> Field {
        let mut field = Field::new(self.at(name.to_owned()), TypeRef::Resolved(self.at(ty)));
        field.rust_name = Some(name.to_owned());
        field
    }
}

fn structure(fields: Vec<Field>, rules: Vec<Rule>) -> Result<Object, Vec<Diagnostic>> {
    check_struct(&Struct { name: "Person".into(), span: 99..100, doc: None, source: None, fields, rules })
}

#[test]
fn names_are_unchanged() {
    let mut tokens = Tokens::default();
    let mut renamed = tokens.field("weird_Name", Type::String);
    renamed.rename = Some(tokens.at("weird-name".to_owned()));
    let kept = tokens.field("kept", Type::Foreign("my::Own".into()));
    let object = structure(vec![renamed, kept], Vec::new()).expect("it is right");
    let names: Vec<(&str, &str)> = object.fields.iter().map(|field| (field.name.as_str(), field.wire.as_str())).collect();
    assert_eq!(names, [("weird_Name", "weird-name"), ("kept", "kept")]);
}

#[test]
fn every_error_has_the_span_of_its_token() {
    let mut tokens = Tokens::default();
    let mut age = tokens.field("age", Type::U64);
    age.rules.length = Some(tokens.at("1-3".to_owned()));
    let mut name = tokens.field("name", Type::String);
    name.rules.format = Some(tokens.at("jsn".to_owned()));
    let friend = tokens.at("freind".to_owned());
    let rule = Rule { kind: RuleKind::AtLeastOne(vec![tokens.at("age".to_owned()), friend.clone()]), doc: None, span: 50..51 };
    let mistakes = structure(vec![age.clone(), name.clone()], vec![rule]).expect_err("it is wrong");
    let found: Vec<_> = mistakes.iter().map(|each| (each.code, each.span.clone(), each.help.as_str())).collect();
    let place = |text: &Option<Spanned<String>>| text.as_ref().map(|text| text.span.clone()).expect("it was given");
    assert_eq!(
        found,
        [
            ("E301", place(&age.rules.length), "use `range` for numbers"),
            ("E305", place(&name.rules.format), "did you mean `json`?"),
            ("E401", friend.span, "available fields: `age`, `name`"),
        ]
    );
}

#[test]
fn constraints_are_the_same_as_in_a_spec() {
    let mut tokens = Tokens::default();
    let mut result = tokens.field("result", Type::String);
    result.required = Some(tokens.at(true));
    result.rules.length = Some(tokens.at("1-32768".to_owned()));
    result.rules.format = Some(tokens.at("json".to_owned()));
    let mut limit = tokens.field("limit", Type::U64);
    limit.rules.range = Some(Spanned::new([tokens.at(3.0), tokens.at(600.0)], 0..1));
    limit.default = Some(tokens.at("60".to_owned()));
    let object = structure(vec![result, limit], Vec::new()).expect("it is right");
    assert_eq!(object.fields[1].presence, Presence::Default("60".into()));
    assert_eq!(
        object.fields.iter().map(words::field).collect::<Vec<_>>(),
        ["Required. 1 to 32768 characters, JSON text.", "`60` when absent. 3 to 600.",]
    );
}

#[test]
fn foreign_types_cannot_have_constraints() {
    let mut tokens = Tokens::default();
    let mut own = tokens.field("own", Type::Foreign("Own".into()));
    own.rules.length = Some(tokens.at("1-3".to_owned()));
    own.default = Some(tokens.at("1".to_owned()));
    let build = tokens.field("build", Type::String);
    let mistakes = structure(vec![own, build], Vec::new()).expect_err("it is wrong");
    let messages: Vec<&str> = mistakes.iter().map(|each| each.message.as_str()).collect();
    assert_eq!(
        messages,
        [
            "`length` cannot be applied to the type `Own`",
            "the type `Own` cannot have a default",
            "the field name `build` is reserved",
        ]
    );
}
