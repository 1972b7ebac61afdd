//! Writes a checked model as stable text with one fact per line.

use std::fmt::{self, Write};

use triggerkit_core::detect::{Condition, Part, Test};
use triggerkit_spec::model::{
    Config, EnumDef, Failures, Field, FieldsRule, HttpRequest, KeyList, Object, Operation, Path, Presence, Provider, Response,
    Sample, Section, Status, Trigger, Type, TypeDef, UnionDef, UnionVariant, ValueRules,
};

/// Writes a whole provider.
pub(crate) fn provider(provider: &Provider) -> String {
    let mut out = Writer::default();
    // Writing to a string cannot fail.
    let _ = out.provider(provider);
    out.text
}

#[derive(Default)]
struct Writer {
    text: String,
    depth: usize,
}

impl Writer {
    fn line(&mut self, words: fmt::Arguments<'_>) -> fmt::Result {
        for _ in 0..self.depth {
            self.text.push_str("  ");
        }
        self.text.write_fmt(words)?;
        self.text.push('\n');
        Ok(())
    }

    fn inside(&mut self, inner: impl FnOnce(&mut Self) -> fmt::Result) -> fmt::Result {
        self.depth += 1;
        let result = inner(self);
        self.depth -= 1;
        result
    }

    /// Writes a key with its text, if there is one.
    fn text(&mut self, key: &str, text: Option<&str>) -> fmt::Result {
        text.map_or(Ok(()), |text| self.line(format_args!("{key} {text:?}")))
    }

    /// Writes a word if it applies.
    fn flag(&mut self, word: &str, applies: bool) -> fmt::Result {
        if applies { self.line(format_args!("{word}")) } else { Ok(()) }
    }

    fn provider(&mut self, provider: &Provider) -> fmt::Result {
        self.line(format_args!("provider {} {:?}", provider.name, provider.title))?;
        self.inside(|out| {
            out.line(format_args!("source {:?}", provider.source))?;
            out.text("doc", provider.doc.as_deref())?;
            provider.exported.iter().try_for_each(|name| out.line(format_args!("exports {name}")))?;
            out.flag("tolerant", provider.tolerant)
        })?;
        provider.triggers.iter().try_for_each(|each| self.trigger(each))?;
        provider.types.iter().try_for_each(|each| self.type_def(each))?;
        provider.configs.iter().try_for_each(|each| self.config(each))?;
        provider.enums.iter().try_for_each(|each| self.enum_def(each))?;
        provider.unions.iter().try_for_each(|each| self.union_def(each))?;
        provider.operations.iter().try_for_each(|each| self.operation(provider, each))
    }

    fn trigger(&mut self, trigger: &Trigger) -> fmt::Result {
        let bodies: Vec<&str> = trigger.bodies.iter().map(|body| body.word()).collect();
        self.line(format_args!("\ntrigger {} {:?}", trigger.id, trigger.title))?;
        self.inside(|out| {
            out.line(format_args!("marker {}", trigger.marker))?;
            out.line(format_args!("body {}", bodies.join(" ")))?;
            if let Some(condition) = &trigger.detect {
                out.line(format_args!("detect"))?;
                out.inside(|out| out.condition(condition))?;
            }
            if trigger.fallback {
                out.line(format_args!("fallback"))?;
            }
            for (id, reason) in &trigger.ambiguous_with {
                out.line(format_args!("ambiguous with {id} {reason:?}"))?;
            }
            out.response(&trigger.response)?;
            if let Some(http) = &trigger.http {
                out.http_request(http)?;
            }
            if !trigger.records.is_empty() {
                out.line(format_args!("records {}", paths(&trigger.records)))?;
            }
            if let Some(failures) = &trigger.failures {
                out.failures(failures)?;
            }
            out.status(&trigger.status)?;
            out.samples(&trigger.samples)?;
            out.object(&trigger.event)
        })
    }

    fn http_request(&mut self, http: &HttpRequest) -> fmt::Result {
        self.line(format_args!("http"))?;
        let mut named = http.parts().into_iter().filter(|(_, list)| !list.is_empty());
        self.inside(|out| named.try_for_each(|(part, list)| out.line(format_args!("{part}: {}", paths(list)))))
    }

    fn failures(&mut self, failures: &Failures) -> fmt::Result {
        let Failures { list, key, id, group, stop, every, with, copy } = failures;
        self.line(format_args!("failures in {list}, {key}: {id}"))?;
        self.inside(|out| {
            out.text("group", group.as_ref().map(ToString::to_string).as_deref())?;
            out.flag("stops at the first", *stop)?;
            out.flag("an entry for every record", *every)?;
            with.iter().try_for_each(|(key, text)| out.line(format_args!("with {key} {text:?}")))?;
            copy.iter().try_for_each(|field| out.line(format_args!("copy {field}")))
        })
    }

    fn status(&mut self, status: &Status) -> fmt::Result {
        self.text("since", status.since.as_deref())?;
        self.text("retired", status.retired.as_deref())?;
        self.text("successor", status.successor.as_deref())
    }

    fn condition(&mut self, condition: &Condition) -> fmt::Result {
        match condition {
            Condition::All(list) => self.conditions("all", list),
            Condition::Any(list) => self.conditions("any", list),
            Condition::Not(list) => self.conditions("not", list),
            Condition::Header(name, values) => self.line(format_args!("header {name} is {}", texts(values))),
            Condition::Absent(path) => self.line(format_args!("absent {path}")),
            Condition::Path(path, Test::Present) => self.line(format_args!("path {path}")),
            Condition::Path(path, Test::Text(test)) => {
                let verb = match test.part {
                    Part::Whole => "is",
                    Part::Start => "begins with",
                    Part::End => "ends with",
                    Part::Anywhere => "contains",
                };
                let case = if test.ignore_case { " in any case" } else { "" };
                self.line(format_args!("path {path} {verb} {}{case}", texts(&test.texts)))
            }
            Condition::Path(path, Test::Kind(kind)) => self.line(format_args!("path {path} of kind {}", kind.word())),
        }
    }

    fn conditions(&mut self, word: &str, list: &[Condition]) -> fmt::Result {
        self.line(format_args!("{word}"))?;
        self.inside(|out| list.iter().try_for_each(|each| out.condition(each)))
    }

    fn samples(&mut self, samples: &[Sample]) -> fmt::Result {
        samples.iter().try_for_each(|sample| {
            let variant = if sample.variant.is_empty() { "main" } else { &sample.variant };
            let file = sample.file.as_deref().unwrap_or("inline");
            let Sample { body, bytes, .. } = sample;
            self.line(format_args!("sample {variant} {} {file}, {} bytes", body.word(), bytes.len()))
        })
    }

    fn type_def(&mut self, def: &TypeDef) -> fmt::Result {
        self.line(format_args!("\ntype {}", def.object.name))?;
        self.inside(|out| {
            if let Some(http) = def.http {
                let wire = |index: usize| &def.object.fields[index].wire;
                let [status, headers, body, base64] = [http.status, http.headers, http.body, http.base64].map(wire);
                let cookies = http.cookies.map_or_else(String::new, |index| format!(", cookies {}", wire(index)));
                out.line(format_args!("http status {status}, headers {headers}, body {body}, base64 {base64}{cookies}"))?;
            }
            out.samples(&def.samples)?;
            out.object(&def.object)
        })
    }

    fn config(&mut self, config: &Config) -> fmt::Result {
        self.line(format_args!("\nconfig {}", config.id))?;
        self.inside(|out| {
            out.text("wrapper", config.wrapper.as_deref())?;
            if let Some(section) = &config.section {
                out.section(section)?;
            }
            out.samples(&config.samples)?;
            out.object(&config.object)
        })
    }

    fn section(&mut self, section: &Section) -> fmt::Result {
        self.line(format_args!("section"))?;
        self.inside(|out| {
            out.text("list", section.list.as_deref())?;
            out.text("name", section.name.as_deref())?;
            section.with.iter().try_for_each(|(key, text)| out.line(format_args!("with {key} {text:?}")))?;
            out.flag("text", section.text)
        })
    }

    fn object(&mut self, object: &Object) -> fmt::Result {
        self.line(format_args!("struct {}", object.name))?;
        self.inside(|out| {
            out.text("doc", object.doc.as_deref())?;
            out.text("source", object.source.as_deref())?;
            out.flag("tolerant", object.tolerant)?;
            if let Some(root) = object.root {
                out.line(format_args!("the payload is {}", object.fields[root].name))?;
            }
            object.fields.iter().try_for_each(|field| out.field(object, field))?;
            for accessor in &object.accessors {
                out.line(format_args!("accessor {}: {}", accessor.name, paths(&accessor.paths)))?;
            }
            object.rules.iter().try_for_each(|rule| out.rule(&rule.rule))
        })
    }

    fn field(&mut self, object: &Object, field: &Field) -> fmt::Result {
        self.line(format_args!("{} {:?}: {}{}", field.name, field.wire, ty(field.ty.contents()), presence(&field.presence)))?;
        self.inside(|out| {
            out.text("doc", field.doc.as_deref())?;
            out.text("source", field.source.as_deref())?;
            out.value(field)?;
            if !field.aliases.is_empty() {
                out.line(format_args!("aliases {}", texts(&field.aliases)))?;
            }
            if let Some(flag) = field.base64_flag {
                out.line(format_args!("base64 when {}", object.fields[flag].name))?;
            }
            if let Some(tag) = field.tag {
                out.line(format_args!("chosen by {}", object.fields[tag].name))?;
            }
            match field.batch_items {
                0 => out.flag("leads to the records", field.batch),
                more => out.line(format_args!("leads to the records, and so do its items, {more} deep")),
            }
        })
    }

    fn value(&mut self, field: &Field) -> fmt::Result {
        self.value_rules("", &field.rules)?;
        self.value_rules("items ", &field.items)?;
        if field.ty.is_encoded() {
            let steps: Vec<&str> = field.ty.codec().iter().map(|step| step.word()).collect();
            self.line(format_args!("codec {}", steps.join(" ")))?;
        }
        Ok(())
    }

    fn value_rules(&mut self, lead: &str, rules: &ValueRules) -> fmt::Result {
        for check in &rules.checks {
            self.line(format_args!("{lead}{check}"))?;
        }
        if !rules.accept.is_empty() {
            let forms: Vec<&str> = rules.accept.iter().map(|form| form.word()).collect();
            self.line(format_args!("{lead}accept {}", forms.join(" ")))?;
        }
        if !rules.empty.is_empty() {
            self.line(format_args!("{lead}empty {}", texts(&rules.empty)))?;
        }
        self.flag(&format!("{lead}sensitive"), rules.sensitive)?;
        match KeyList::of(&rules.sensitive_keys) {
            Some(list) => self.line(format_args!("{lead}sensitive keys: {}", list.word())),
            None if rules.sensitive_keys.is_empty() => Ok(()),
            None => self.line(format_args!("{lead}sensitive keys: {}", texts(&rules.sensitive_keys))),
        }
    }

    fn rule(&mut self, rule: &FieldsRule) -> fmt::Result {
        self.line(format_args!("rule at {}: {}", rule.kind.field(), rule.kind))?;
        self.inside(|out| out.text("doc", rule.doc.as_deref()))
    }

    fn enum_def(&mut self, def: &EnumDef) -> fmt::Result {
        self.line(format_args!("\nenum {}{}", def.name, if def.closed { ", closed" } else { "" }))?;
        self.inside(|out| {
            out.text("doc", def.doc.as_deref())?;
            def.variants.iter().try_for_each(|variant| {
                out.line(format_args!("{} {:?}", variant.name, variant.wire))?;
                out.inside(|out| out.text("doc", variant.doc.as_deref()))
            })
        })
    }

    fn union_def(&mut self, def: &UnionDef) -> fmt::Result {
        let tag = def.tag.as_ref().map_or_else(String::new, |tag| format!(" {tag:?}"));
        self.line(format_args!("\nunion {} by {}{tag}", def.name, def.by.word()))?;
        self.inside(|out| {
            out.text("doc", def.doc.as_deref())?;
            def.variants.iter().try_for_each(|variant| out.variant(variant))
        })
    }

    fn variant(&mut self, variant: &UnionVariant) -> fmt::Result {
        let UnionVariant { name, tags, detect, field } = variant;
        let tags = if tags.is_empty() { String::new() } else { format!(" for {}", texts(tags)) };
        let ty = match &field.ty {
            Type::Object(ty) if ty == name => String::new(),
            other => format!(": {}", ty(other.contents())),
        };
        self.line(format_args!("{name}{ty}{tags}"))?;
        self.inside(|out| {
            detect.iter().try_for_each(|condition| out.condition(condition))?;
            out.text("doc", field.doc.as_deref())?;
            out.value(field)
        })
    }

    fn response(&mut self, response: &Response) -> fmt::Result {
        match response {
            Response::Undocumented => Ok(()),
            Response::OneOf(names) => self.line(format_args!("response {}", names.join(" or "))),
            Response::Event => self.line(format_args!("response is the event")),
        }
    }

    fn operation(&mut self, provider: &Provider, operation: &Operation) -> fmt::Result {
        self.line(format_args!("\noperation {} {:?}", operation.id, operation.title))?;
        self.inside(|out| {
            out.line(format_args!("enum {}", operation.name))?;
            out.text("doc", operation.doc.as_deref())?;
            out.text("source", operation.source.as_deref())?;
            out.line(format_args!("{} {}", operation.method, operation.uri))?;
            for (name, doc) in &operation.params {
                out.line(format_args!("param {name} {doc:?}"))?;
            }
            for message in &operation.messages {
                let trigger = &provider.triggers[message.trigger];
                let answer = trigger.response_name().unwrap_or_else(|| "nothing".to_owned());
                out.line(format_args!(
                    "{}: {} sends {}, answered by {answer}",
                    operation.header, message.header_value, trigger.event.name
                ))?;
            }
            Ok(())
        })
    }
}

fn presence(presence: &Presence) -> String {
    match presence {
        Presence::Required => ", required".into(),
        Presence::Nullable => ", required, may be null".into(),
        Presence::Optional => String::new(),
        Presence::Default(json) => format!(", default {json}"),
    }
}

/// Returns the type as it is written in a spec.
fn ty(ty: &Type) -> String {
    match ty {
        Type::String => "string".into(),
        Type::Bool => "bool".into(),
        Type::I64 => "i64".into(),
        Type::U64 => "u64".into(),
        Type::F64 => "f64".into(),
        Type::Json => "json".into(),
        Type::Generic => "generic".into(),
        Type::Scalar => "scalar".into(),
        Type::Raw => "raw".into(),
        Type::Bytes => "bytes".into(),
        Type::Encoded(contents, steps) => {
            let steps: Vec<&str> = steps.iter().map(|step| step.word()).collect();
            format!("{} in {}", self::ty(contents), steps.join(" "))
        }
        Type::Time(kind) => format!("time<{}>", kind.word()),
        Type::TimeLike(pattern) => format!("time<{}>", pattern.as_str()),
        Type::List(item) => format!("list<{}>", self::ty(item)),
        Type::Map(item) => format!("map<{}>", self::ty(item)),
        Type::Object(name) => name.clone(),
        Type::Enum(name) => format!("enum {name}"),
        Type::Union(name) => format!("union {name}"),
        Type::Foreign(name) => format!("foreign {name}"),
    }
}

fn paths(paths: &[Path]) -> String {
    paths.iter().map(Path::to_string).collect::<Vec<_>>().join(" ")
}

fn texts(texts: &[impl AsRef<str>]) -> String {
    texts.iter().map(|text| format!("{:?}", text.as_ref())).collect::<Vec<_>>().join(" ")
}
