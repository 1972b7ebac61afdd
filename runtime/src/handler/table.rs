//! [`Table`]: the handlers of a router, checked for conflicts, and which of them an event is for.

use std::future::ready;
use std::ptr;

use triggerkit_core::detect::{Matcher, Matches};
use triggerkit_core::report::{Rule, Violation, describe_not_utf8};
use triggerkit_core::{json, payload};

use super::invocation::text_headers;
use super::{Answer, Context, Error, Handler, Invocation};
use crate::detect::{Detection, candidate, detect};
use crate::providers::PROVIDERS;

/// The handlers of a router. Those of other providers than the platform's come last.
pub(super) struct Table {
    handlers: Vec<Handler>,
    /// The conditions of the handlers' triggers, in the same order.
    matcher: Matcher<'static>,
    /// The conditions without fallbacks and those of other providers. An event of the platform's provider may look like theirs, because
    /// clients can add the headers that theirs are known by.
    near: Option<Matcher<'static>>,
    /// Whether all events but those of other providers are for the first handler.
    has_one: bool,
    /// The position of the handler that receives what no other one claims.
    fallback: Option<usize>,
    problems: Vec<String>,
}

impl Table {
    /// Creates the table of a router that runs on a platform of the provider. Of the handlers that the service answers, those whose
    /// trigger has another handler are left out.
    pub(super) fn new(
        handlers: Vec<Handler>,
        served: impl Iterator<Item = Handler>,
        provider: Option<&str>,
        streamed: &[String],
    ) -> Self {
        let mut problems = problems(&handlers);
        let handled: Vec<&str> = handlers.iter().map(|handler| handler.trigger.info.id).collect();
        let handlers = handlers.into_iter().chain(served.filter(|handler| !handled.contains(&handler.trigger.info.id)));
        let is_foreign = |handler: &Handler| {
            provider.is_some_and(|provider| PROVIDERS.iter().any(|other| *other != provider && handler.is_of(other)))
        };
        let (foreign, mut handlers): (Vec<_>, Vec<_>) = handlers.partition(is_foreign);
        let near = (!foreign.is_empty() && !handlers.is_empty()).then(|| matcher_without_fallbacks(&handlers));
        let has_one = if near.is_some() { handlers.len() == 1 } else { handlers.len() + foreign.len() == 1 };
        handlers.extend(foreign);
        problems.extend(streamed.iter().filter_map(|id| unstreamable(id, &handlers)));
        let fallback = handlers.iter().position(|handler| handler.takes_any);
        Table { matcher: matcher(&handlers), handlers, near, has_one, fallback, problems }
    }

    /// Returns the handlers, those that the service answers included.
    #[cfg(feature = "serve")]
    pub(super) fn handlers(&self) -> &[Handler] {
        &self.handlers
    }

    /// Returns an error that names every two handlers that cannot be told apart, and every configuration that is not valid.
    pub(super) fn check(&self) -> Result<(), Error> {
        if self.problems.is_empty() { Ok(()) } else { Err(Error::new("InvalidRouter", self.problems.join("\n"))) }
    }

    /// Calls the handler that the event is for.
    pub(super) fn call(&self, invocation: Invocation) -> Answer {
        let trigger = invocation.trigger;
        self.answer(trigger, invocation.into_context()).unwrap_or_else(|error| Box::pin(ready(Err(error))))
    }

    /// Returns whether a payload is an event of a trigger of a handler, or of any trigger of the enabled providers.
    #[cfg(feature = "serve")]
    pub(super) fn is_known(&self, payload: &[u8], headers: &[(&str, &str)]) -> bool {
        detect(&self.matcher, payload, &headers) != Matches::None || !matches!(crate::detect(payload, headers), Detection::None)
    }

    fn answer(&self, trigger: Option<&str>, cx: Context) -> Result<Answer, Error> {
        self.check()?;
        let known = trigger.and_then(|id| self.handlers.iter().find(|handler| handler.trigger.info.id == id));
        let (handler, matcher) = match (known, self.handlers.as_slice()) {
            (Some(handler), _) => (handler, None),
            (None, [only]) if only.takes_any => (only, None),
            // Most events show by their fields that they are for this handler, so their payloads are read once.
            (None, [only, ..]) if self.has_one && !only.takes_any => (only, Some(self.near.as_ref().unwrap_or(&self.matcher))),
            _ => (self.pick(&cx)?, None),
        };
        let pending = handler.read(cx, matcher);
        let Some(cx) = pending.unconfirmed else { return Ok(pending.answer) };
        let picked = self.pick(&cx)?;
        Ok(if ptr::eq(picked, handler) { pending.answer } else { picked.read(cx, None).answer })
    }

    /// Returns the handler that an event is for.
    fn pick(&self, cx: &Context) -> Result<&Handler, Error> {
        let near = self.near.as_ref().map_or(Matches::None, |near| detect(near, cx.payload(), cx));
        let matches = if near == Matches::None { detect(&self.matcher, cx.payload(), cx) } else { near };
        match matches {
            Matches::One(one) => Ok(&self.handlers[one]),
            Matches::None => self.fallback.map(|position| &self.handlers[position]).ok_or_else(|| self.unhandled(cx)),
            Matches::Several(several) => {
                let ids = several.iter().map(|one| self.handlers[*one].trigger.info.id);
                Err(Error::invalid(Violation::new(Rule::Detect, "the payload of one trigger", names(ids, " or ")).into()))
            }
        }
    }

    /// Returns the error of an event that no handler takes.
    #[cold]
    fn unhandled(&self, cx: &Context) -> Error {
        let headers: Vec<_> = text_headers(cx.headers()).collect();
        let found = match crate::detect(cx.payload(), &headers) {
            Detection::None => unknown(cx.payload()),
            Detection::One(trigger) => format!("`{}`", trigger.info.id),
            Detection::Several(triggers) => names(triggers.iter().map(|trigger| trigger.info.id), " or "),
        };
        let expected = match self.handlers.as_slice() {
            [] => "a trigger, but the router has no handlers".to_owned(),
            all => format!("an event that a handler takes ({})", names(all.iter().map(|each| each.trigger.info.id), ", ")),
        };
        Error::invalid(Violation::new(Rule::Detect, expected, found).into())
    }
}

fn matcher(handlers: &[Handler]) -> Matcher<'static> {
    Matcher::new(handlers.iter().map(|handler| candidate(&handler.trigger.info)))
}

fn matcher_without_fallbacks(handlers: &[Handler]) -> Matcher<'static> {
    Matcher::new(handlers.iter().map(|handler| handler.trigger.info.detect.filter(|_| !handler.trigger.info.fallback)))
}

/// Describes a payload that belongs to no trigger.
fn unknown(payload: &[u8]) -> String {
    match std::str::from_utf8(payload).map(json::validate) {
        _ if payload.is_empty() => "an empty payload".to_owned(),
        Ok(Err(error)) => format!("text that is not JSON: {error}"),
        Err(error) if payload.starts_with(b"\xff\xfe") || payload.starts_with(b"\xfe\xff") => {
            format!("{} in place of UTF-8", describe_not_utf8(payload, error.valid_up_to()))
        }
        _ => "none that is known".to_owned(),
    }
}

fn names<'n>(ids: impl Iterator<Item = &'n str>, between: &str) -> String {
    ids.map(|id| format!("`{id}`")).collect::<Vec<_>>().join(between)
}

/// Returns what is wrong with any two of the handlers, and with their configurations.
fn problems(handlers: &[Handler]) -> Vec<String> {
    let pairs =
        handlers.iter().enumerate().flat_map(|(index, first)| handlers[index + 1..].iter().map(move |other| (first, other)));
    let conflicts = pairs.filter_map(|(first, other)| conflict(first, other));
    conflicts.chain(handlers.iter().filter_map(misconfigured)).collect()
}

/// Returns what is wrong with a trigger whose answers should be streamed.
fn unstreamable(id: &str, handlers: &[Handler]) -> Option<String> {
    let http = handlers.iter().filter(|handler| handler.trigger.http().is_some());
    let ids: Vec<&str> = http.map(|handler| handler.trigger.info.id).collect();
    let known = if ids.is_empty() { "none".to_owned() } else { names(ids.iter().copied(), ", ") };
    let problem = "is not an HTTP trigger that the router answers";
    (!ids.contains(&id)).then(|| format!("the responses of `{id}` cannot be streamed because it {problem} ({known})"))
}

fn misconfigured(handler: &Handler) -> Option<String> {
    let (config, id) = (handler.config()?, handler.trigger.info.id);
    if config.id() != id {
        return Some(format!("`{}` (`{id}`) has the configuration of `{}`", handler.name, config.id()));
    }
    let report = config.validate().err()?;
    Some(format!("the configuration of `{}` (`{id}`) has violations:\n{report}", handler.name))
}

fn conflict(first: &Handler, other: &Handler) -> Option<String> {
    let (a, b) = (&first.trigger.info, &other.trigger.info);
    let both = format!("`{}` (`{}`) and `{}` (`{}`)", first.name, a.id, other.name, b.id);
    if a.id == b.id {
        Some(format!("{both} handle the same trigger: a router has one handler for each"))
    } else if first.takes_any && other.takes_any {
        Some(format!("{both} both take payloads that nothing tells apart: a router has one handler for these"))
    } else if a.ambiguous_with.contains(&b.id) || b.ambiguous_with.contains(&a.id) {
        Some(format!("{both} cannot be told apart according to their spec; use a separate function for each"))
    } else {
        let matcher = Matcher::new([candidate(a), candidate(b)]);
        let headers: &[(&str, &str)] = &[];
        let is_shared = |payload| matches!(matcher.matches(&payload::text(payload), &headers), Matches::Several(_));
        let shared = a.samples.iter().chain(b.samples).any(|sample| is_shared(sample.payload));
        shared.then(|| format!("{both} cannot be told apart: a documented payload is detected as both"))
    }
}
