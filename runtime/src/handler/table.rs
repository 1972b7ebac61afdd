//! [`Table`]: the handlers of a router, proved to be apart, and which of them an event is for.

use std::fmt;
use std::future::ready;

use triggerkit_core::detect::{Headers, Plan, Verdict};
use triggerkit_core::json;

use super::shown::Refusal;
use super::{Answer, Error, Handler, Invocation};
use crate::detect::{Detection, verdict};
use triggerkit_core::payload;
use triggerkit_core::report::{Rule, Violation};

/// The handlers of a router.
pub(super) struct Table {
    handlers: Vec<Handler>,
    recognised: Recognised,
    /// Position of the handler for what no other one takes.
    fallback: Option<usize>,
    problems: Vec<String>,
}

impl Headers for Invocation {
    fn header(&self, name: &str) -> Option<&str> {
        Invocation::header(self, name)
    }
}

impl Table {
    pub(super) fn new(handlers: &[Handler]) -> Self {
        let fallback = handlers.iter().position(Handler::takes_any);
        let recognised = Recognised::of(handlers.iter());
        Table { handlers: handlers.to_vec(), recognised, fallback, problems: problems(handlers) }
    }

    /// # Errors
    /// Every two handlers that cannot be told apart, and every configuration that breaks its rules.
    pub(super) fn check(&self) -> Result<(), Error> {
        if self.problems.is_empty() { Ok(()) } else { Err(Error::new("InvalidRouter", self.problems.join("\n"))) }
    }

    /// Calls the handler that the event is for.
    pub(super) fn call(&self, invocation: Invocation) -> Answer {
        let picked = self.check().and_then(|()| match self.handlers.as_slice() {
            // It may be the handler's as soon as it is read.
            [only] if !only.takes_any() => Ok((only, true)),
            _ => self.pick(&invocation).map(|handler| (handler, false)),
        });
        let refuse: Refusal<'_> = &|invocation| self.pick(invocation).map(drop);
        match picked {
            Ok((handler, unasked)) => handler.call(invocation, unasked.then_some(refuse)),
            Err(error) => Box::pin(ready(Err(error))),
        }
    }

    fn pick(&self, invocation: &Invocation) -> Result<&Handler, Error> {
        match verdict(&self.recognised.plan, invocation.payload(), invocation) {
            Verdict::One(one) => Ok(self.recognised.handler(&self.handlers, one)),
            Verdict::None => self.fallback.map(|position| &self.handlers[position]).ok_or_else(|| self.unhandled(invocation)),
            Verdict::Several(several) => {
                let ids = several.iter().map(|one| self.recognised.handler(&self.handlers, *one).trigger.info.id);
                Err(Error::invalid(Violation::new(Rule::Detect, "the payload of one trigger", names(ids, " or ")).into()))
            }
        }
    }

    /// The error of an event that no handler takes.
    #[cold]
    fn unhandled(&self, invocation: &Invocation) -> Error {
        let headers = invocation.headers();
        let found = match crate::detect(invocation.payload(), &headers) {
            Detection::None => unknown(invocation.payload()),
            Detection::One(trigger) => format!("`{}`", trigger.info.id),
            Detection::Several(triggers) => names(triggers.iter().map(|trigger| trigger.info.id), " or "),
        };
        let expected = match self.handlers.as_slice() {
            [] => "a trigger, but the router has no handlers".to_owned(),
            handlers => {
                let ids = names(handlers.iter().map(|handler| handler.trigger.info.id), ", ");
                format!("an event that a handler takes ({ids})")
            }
        };
        Error::invalid(Violation::new(Rule::Detect, expected, found).into())
    }
}

/// What there is to say of a payload that belongs to no trigger.
fn unknown(payload: &[u8]) -> String {
    match std::str::from_utf8(payload).map(json::validate) {
        _ if payload.is_empty() => "an empty payload".to_owned(),
        Ok(Err(error)) => format!("text that is no JSON: {error}"),
        _ => "none that is known".to_owned(),
    }
}

/// What the triggers of handlers are recognised by.
struct Recognised {
    plan: Plan,
    /// Positions of the handlers whose triggers can be recognised, by the plan's indices.
    positions: Vec<usize>,
}

impl Recognised {
    fn of<'h>(handlers: impl Iterator<Item = &'h Handler>) -> Self {
        let asked = handlers.enumerate().filter_map(|(position, handler)| Some((position, handler.trigger.info.detect?)));
        let (positions, conditions): (Vec<usize>, Vec<_>) = asked.unzip();
        Recognised { plan: Plan::new(conditions), positions }
    }

    fn handler<'h>(&self, handlers: &'h [Handler], index: usize) -> &'h Handler {
        &handlers[self.positions[index]]
    }
}

fn names<'n>(ids: impl Iterator<Item = &'n str>, between: &str) -> String {
    ids.map(|id| format!("`{id}`")).collect::<Vec<_>>().join(between)
}

/// What keeps any two of the handlers from being told apart, and what is wrong with their configurations.
fn problems(handlers: &[Handler]) -> Vec<String> {
    let pairs =
        handlers.iter().enumerate().flat_map(|(index, first)| handlers[index + 1..].iter().map(move |other| (first, other)));
    let conflicts = pairs.filter_map(|(first, other)| conflict(first, other));
    conflicts.chain(handlers.iter().filter_map(misconfigured)).collect()
}

fn misconfigured(handler: &Handler) -> Option<String> {
    let (config, id) = (handler.config.as_ref()?, handler.trigger.info.id);
    if config.id() != id {
        return Some(format!("`{}` (`{id}`) has the configuration of `{}`", handler.name, config.id()));
    }
    let report = config.validate().err()?;
    Some(format!("the configuration of `{}` (`{id}`) breaks its rules:\n{report}", handler.name))
}

fn conflict(first: &Handler, other: &Handler) -> Option<String> {
    let (a, b) = (&first.trigger.info, &other.trigger.info);
    let both = Both(first, other);
    if a.id == b.id {
        Some(format!("{both} handle the same trigger: a router has one handler for each"))
    } else if first.takes_any() && other.takes_any() {
        Some(format!("{both} both take payloads that nothing tells apart: a router has one handler for these"))
    } else if a.ambiguous_with.contains(&b.id) || b.ambiguous_with.contains(&a.id) {
        Some(format!("{both} cannot be told apart, as their spec says: give each a function of its own"))
    } else {
        let Recognised { plan, .. } = Recognised::of([first, other].into_iter());
        let none = Invocation::default();
        let mut samples = a.samples.iter().chain(b.samples);
        let both_take = |payload| matches!(plan.judge(&payload::text(payload), &none), Verdict::Several(_));
        samples
            .find(|sample| both_take(sample.payload))
            .map(|_| format!("{both} cannot be told apart: a documented payload is recognised as both"))
    }
}

/// Two handlers, as messages call them.
struct Both<'h>(&'h Handler, &'h Handler);

impl fmt::Display for Both<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Both(first, other) = self;
        write!(f, "`{}` (`{}`) and `{}` (`{}`)", first.name, first.trigger.info.id, other.name, other.trigger.info.id)
    }
}
