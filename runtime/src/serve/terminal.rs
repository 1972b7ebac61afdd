//! [`print_problems`]: shows on the terminal what goes wrong on a developer's machine.

use std::fmt::{self, Write as _};
use std::io::{self, Write};

use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::span::{Attributes, Id, Record};
use tracing::subscriber::set_global_default;
use tracing::{Event, Level, Metadata, Subscriber};

/// Prints the warnings and errors of triggerkit to standard error, unless the program has a subscriber of its own.
pub(super) fn print_problems() {
    if !tracing::dispatcher::has_been_set() {
        // If another thread has just set a subscriber, that one is used.
        drop(set_global_default(Terminal));
    }
}

/// A subscriber that prints each warning and error.
struct Terminal;

impl Subscriber for Terminal {
    fn enabled(&self, metadata: &Metadata<'_>) -> bool {
        let target = metadata.target();
        *metadata.level() <= Level::WARN && (target == "triggerkit" || target.starts_with("triggerkit::"))
    }

    fn max_level_hint(&self) -> Option<LevelFilter> {
        Some(LevelFilter::WARN)
    }

    fn event(&self, event: &Event<'_>) {
        let mut line = Line::default();
        event.record(&mut line);
        let level = if *event.metadata().level() == Level::ERROR { "error" } else { "warning" };
        // A closed standard error must not stop the function.
        drop(io::stderr().lock().write_all(line.to_text(level).as_bytes()));
    }

    fn new_span(&self, _: &Attributes<'_>) -> Id {
        Id::from_u64(1)
    }

    fn record(&self, _: &Id, _: &Record<'_>) {}

    fn record_follows_from(&self, _: &Id, _: &Id) {}

    fn enter(&self, _: &Id) {}

    fn exit(&self, _: &Id) {}
}

/// The parts of an event that are printed.
#[derive(Default)]
struct Line {
    message: String,
    /// The fields, such as the id of the request.
    fields: Vec<String>,
    violations: String,
}

impl Line {
    fn to_text(&self, level: &str) -> String {
        let mut text = format!("triggerkit: {level}: {}", self.message);
        if !self.fields.is_empty() {
            // Writing to a string cannot fail.
            let _ = write!(text, " ({})", self.fields.join(", "));
        }
        for violation in self.violations.lines() {
            let _ = write!(text, "\n  {violation}");
        }
        // What a client has sent must not control the terminal.
        let mut text: String =
            text.chars().map(|each| if each.is_control() && each != '\n' { '\u{fffd}' } else { each }).collect();
        text.push('\n');
        text
    }
}

impl Visit for Line {
    fn record_debug(&mut self, field: &Field, value: &dyn fmt::Debug) {
        match field.name() {
            "message" => self.message = format!("{value:?}"),
            "violations" => self.violations = format!("{value:?}"),
            name => self.fields.push(format!("{} {value:?}", name.replace('_', " "))),
        }
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.record_debug(field, &format_args!("{value}"));
    }
}
