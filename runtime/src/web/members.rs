//! [`Members`]: the members of a JSON object that is being changed, in order.

use triggerkit_core::json::write_string;
use triggerkit_core::key_path::{KeyStep, split_path};

use super::texts::each_member;

/// The members of a JSON object. Objects inside it are opened only if one of their members is set.
#[derive(Default)]
pub(super) struct Members(Vec<(String, Member)>);

enum Member {
    Json(String),
    Object(Members),
}

impl Members {
    /// Reads the members of a JSON object. Any other text has none.
    pub(super) fn read(json: &str) -> Self {
        let mut members = Members::default();
        // What was read before a mistake is kept.
        let _ = each_member(json, &mut |name, value| members.push(name, value.to_owned()));
        members
    }

    /// Returns the JSON text of a member that was read.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        match &self.0.iter().rev().find(|(key, _)| key == name)?.1 {
            Member::Json(json) => Some(json),
            Member::Object(_) => None,
        }
    }

    /// Appends a member whose value is JSON text.
    pub(super) fn push(&mut self, name: &str, json: String) {
        self.0.push((name.to_owned(), Member::Json(json)));
    }

    /// Sets the value at a path to JSON text, and creates the objects on the way.
    pub(super) fn set(&mut self, path: &str, json: &str) {
        let (KeyStep { key, .. }, rest) = split_path(path);
        let index = self.0.iter().position(|(name, _)| name == key).unwrap_or_else(|| {
            self.0.push((key.to_owned(), Member::Json(String::new())));
            self.0.len() - 1
        });
        let member = &mut self.0[index].1;
        let Some(rest) = rest else {
            *member = Member::Json(json.to_owned());
            return;
        };
        if let Member::Json(json) = member {
            *member = Member::Object(Members::read(json));
        }
        if let Member::Object(inner) = member {
            inner.set(rest, json);
        }
    }

    pub(super) fn write(&self, out: &mut String) {
        out.push('{');
        for (index, (name, member)) in self.0.iter().enumerate() {
            out.push_str(if index > 0 { "," } else { "" });
            write_string(out, name);
            out.push(':');
            match member {
                Member::Json(json) => out.push_str(json),
                Member::Object(inner) => inner.write(out),
            }
        }
        out.push('}');
    }
}
