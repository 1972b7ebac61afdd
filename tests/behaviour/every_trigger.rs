//! Iterates over all triggers with their models, for the general tests.

use serde_json::Value;
use triggerkit::AnyTrigger;
use triggerkit_spec::builtin;
use triggerkit_spec::model::{Object, Provider, Trigger, TypeDef};

/// Returns the checked models of all compiled providers.
pub(crate) fn providers() -> Vec<Provider> {
    let compiled: Vec<&str> = triggerkit::triggers().filter_map(|trigger| trigger.info.id.split('.').next()).collect();
    let specs = builtin::ALL.iter().filter(|spec| compiled.contains(&spec.name));
    specs.map(|spec| spec.check().unwrap_or_else(|failure| panic!("{}", failure.diagnostics))).collect()
}

/// Runs `test` for every trigger, with its model and its compiled form.
pub(crate) fn each(mut test: impl FnMut(&Provider, &Trigger, &'static AnyTrigger)) {
    let providers = providers();
    assert!(!providers.is_empty());
    for provider in &providers {
        for model in &provider.triggers {
            let id = format!("{}.{}", provider.name, model.id);
            let compiled = triggerkit::triggers().find(|trigger| trigger.info.id == id);
            test(provider, model, compiled.unwrap_or_else(|| panic!("{id} is not compiled in")));
        }
    }
}

/// Runs `test` for every trigger that does not accept raw bytes, in which there can be no violations.
pub(crate) fn each_with_fields(mut test: impl FnMut(&Provider, &Trigger, &'static AnyTrigger)) {
    each(|provider, model, compiled| {
        if model.raw.is_none() {
            test(provider, model, compiled);
        }
    });
}

#[allow(dead_code, reason = "not every test that has this module needs samples")]
/// Iterates over the JSON samples of a trigger: objects, and lists if the payload may be one.
pub(crate) fn samples(trigger: &Trigger) -> impl Iterator<Item = Value> {
    let samples = trigger.samples.iter().filter_map(|sample| serde_json::from_slice(&sample.bytes).ok());
    samples.filter(|sample: &Value| sample.is_object() || (sample.is_array() && trigger.event.root.is_some()))
}

/// Returns the object type with this name.
pub(crate) fn object<'p>(provider: &'p Provider, name: &str) -> &'p Object {
    let ty: &TypeDef = provider.types.iter().find(|ty| ty.object.name == name).unwrap_or_else(|| panic!("no type {name}"));
    &ty.object
}

#[test]
fn models_and_compiled_triggers_are_the_same() {
    let mut ids = Vec::new();
    each(|provider, model, compiled| {
        ids.push(format!("{}.{}", provider.name, model.id));
        assert_eq!(compiled.info.title, model.title);
        let payloads: Vec<&[u8]> = compiled.info.samples.iter().map(|sample| sample.payload).collect();
        assert_eq!(payloads, model.samples.iter().map(|sample| sample.bytes.as_slice()).collect::<Vec<_>>());
    });
    let mut compiled: Vec<&str> = triggerkit::triggers().map(|trigger| trigger.info.id).collect();
    ids.sort();
    compiled.sort_unstable();
    assert_eq!(ids, compiled);
}
