//! Enums, unions, and rules across fields.

use triggerkit::Json;

use super::comes_back;
use super::specs::{ChoicesEvent, Circle, Kind, Mode, Shape, Square};
use crate::reports::{places, words};

#[test]
fn tags_select_types_in_any_order() {
    for payload in [r#"{"kind":"square","shape":{"side":2}}"#, r#"{"shape":{"side":2},"kind":"box"}"#] {
        let Some(Shape::Square(square)) = ChoicesEvent::decode(payload).unwrap().shape else { panic!("another type") };
        assert_eq!(square.side, 2);
    }
    let event = comes_back::<ChoicesEvent>(r#"{"kind":"circle","shape":{"radius":0.5,"more":1}}"#);
    assert!(matches!(event.shape, Some(Shape::Circle(Circle { radius: 0.5, .. }))));
}

#[test]
fn other_tags_keep_the_value() {
    for payload in [r#"{"kind":"star","shape":[1]}"#, r#"{"shape":{"side":"x"}}"#, r#"{"kind":null,"shape":5}"#] {
        assert!(matches!(comes_back::<ChoicesEvent>(payload).shape, Some(Shape::Other(_))));
    }
    assert_eq!(comes_back::<ChoicesEvent>(r#"{"kind":"square","shape":null}"#).shape, None);
}

#[test]
fn faults_inside_are_found() {
    let report = ChoicesEvent::decode(r#"{"shape":{"side":"x"},"kind":"square"}"#).unwrap_err();
    assert_eq!(places(&report), [("shape.side", "type")]);
    assert_eq!(places(&ChoicesEvent::decode(r#"{"shape":{},"kind":"circle"}"#).unwrap_err()), [("shape.radius", "required")]);
    assert_eq!(places(&ChoicesEvent::decode(r#"{"shape":[],"kind":"circle"}"#).unwrap_err()), [("shape", "type")]);
}

#[test]
fn builders_accept_every_variant() {
    let square = Square::builder().side(2).build().unwrap();
    let event = ChoicesEvent::builder().kind(Kind::Box).shape(square).mode("slow").build().unwrap();
    assert_eq!(event.mode, Some(Mode::Slow));
    assert_eq!(ChoicesEvent::decode(event.to_json()).unwrap(), event);
    assert_eq!(Shape::Other(Json::from(true)), Shape::Other(Json::from(true)));
}

#[test]
fn open_enums_keep_unknown_values() {
    assert_eq!(comes_back::<ChoicesEvent>(r#"{"kind":"Square"}"#).kind, Some(Kind::Other("Square".into())));
    assert_eq!(format!("{} {:?}", Kind::Square, Kind::Other("x".into())), "square \"x\"");
    assert_eq!(Kind::from("circle"), Kind::Circle);
}

#[test]
fn closed_enums_reject_unknown_values() {
    let report = ChoicesEvent::decode(r#"{"mode":"Fast"}"#).unwrap_err();
    assert_eq!(words(&report), ["mode", "one_of", "one of `fast`, `slow`", "\"Fast\""]);
    assert_eq!(ChoicesEvent::builder().mode("Fast").build().unwrap_err(), report);
}

#[test]
fn rules_apply_to_several_fields() {
    let report = ChoicesEvent::decode(r#"{"points":[1],"lines":[2]}"#).unwrap_err();
    assert_eq!(words(&report), ["points", "fields", "at most one of `points`, `lines`", "`points`, `lines`"]);
    assert_eq!(ChoicesEvent::builder().points([1]).lines([2]).build().unwrap_err(), report);
    let report = ChoicesEvent::decode(r#"{"strict":false}"#).unwrap_err();
    assert_eq!(words(&report), ["points", "fields", "`points` beside `strict`", "no `points`"]);
    ChoicesEvent::decode(r#"{"strict":true,"points":[1],"lines":[]}"#).unwrap();
}

#[test]
fn a_field_of_the_wrong_kind_counts_as_present() {
    let report = ChoicesEvent::decode(r#"{"strict":true,"points":"1"}"#).unwrap_err();
    assert_eq!(places(&report), [("points", "type")]);
    // A field of the wrong kind still violates rules about presence.
    for points in [r#"["x"]"#, "true"] {
        let report = ChoicesEvent::decode(format!(r#"{{"points":{points},"lines":[1]}}"#)).unwrap_err();
        assert_eq!(places(&report)[1], ("points", "fields"));
    }
}
