//! Everything that can be written again: the one list.

use anyhow::Result;

use crate::generated::Generated;
use crate::workspace::Workspace;
use crate::{docs, schema};

/// Makes files of the checked specs. It touches no disk: [`Generated`] writes or compares.
#[derive(Clone, Copy, Debug)]
pub struct Generator {
    /// Its subcommand.
    pub name: &'static str,
    /// What it makes.
    pub run: fn(&Workspace) -> Result<Generated>,
}

/// Every generator, in the order in which they run.
pub const ALL: &[Generator] =
    &[Generator { name: "docs", run: docs::generate }, Generator { name: "schema", run: schema::generate }];
