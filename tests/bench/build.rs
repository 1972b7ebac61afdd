//! Writes two variants of the measured triggers: without constraints, and with one on every field.

use std::path::PathBuf;
use std::{env, fs};

use triggerkit_core::{Length, Range, Unit};
use triggerkit_spec::model::{Check, Field, Object, Provider, Type, ValueRules};

/// The measured providers and triggers.
const MEASURED: [(&str, &[&str]); 3] = [
    ("aliyun", &["oss", "log", "tablestore"]),
    ("huawei", &["kafka", "apig", "lts", "work_success"]),
    ("tencent", &["ckafka", "mps"]),
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    if env::var_os("CARGO_FEATURE_PEERS").is_none() {
        return Ok(());
    }
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?);
    for (name, triggers) in MEASURED {
        for (twin, change) in [("free", free as fn(&mut Object)), ("constrained", constrained)] {
            let builtin = triggerkit_spec::builtin::ALL.iter().find(|builtin| builtin.name == name).ok_or(name)?;
            let mut provider = builtin.check().map_err(|failure| failure.to_string())?;
            provider.triggers.retain(|trigger| triggers.contains(&trigger.id.as_str()));
            provider.configs.clear();
            provider.operations.clear();
            objects(&mut provider, change);
            let code = triggerkit_codegen::provider(&provider, &syn::parse_str("::triggerkit")?);
            fs::write(out.join(format!("{twin}_{name}.rs")), code.to_string())?;
        }
    }
    Ok(())
}

fn objects(provider: &mut Provider, change: fn(&mut Object)) {
    provider.triggers.iter_mut().for_each(|trigger| change(&mut trigger.event));
    provider.types.iter_mut().for_each(|ty| change(&mut ty.object));
}

/// Removes all constraints. Required fields stay required.
fn free(object: &mut Object) {
    object.rules.clear();
    for field in &mut object.fields {
        field.rules.checks.clear();
        field.items.checks.clear();
    }
}

/// Adds a constraint to every field without one.
fn constrained(object: &mut Object) {
    for Field { ty, rules, items, .. } in &mut object.fields {
        constrain(ty, rules);
        if let Type::List(item) | Type::Map(item) = ty {
            constrain(item, items);
        }
    }
}

fn constrain(ty: &Type, rules: &mut ValueRules) {
    let length = |max, unit| Check::Length(Length { min: 0, max, unit });
    let check = match ty {
        Type::String | Type::Enum(_) => length(65_536, Unit::Characters),
        Type::I64 | Type::U64 | Type::F64 => Check::Range(Range { min: -1e18, max: 1e18 }),
        Type::List(_) | Type::Map(_) => length(100_000, Unit::Items),
        _ => return,
    };
    if rules.checks.is_empty() {
        rules.checks.push(check);
    }
}
