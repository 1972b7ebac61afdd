//! The list of all generators.

use anyhow::Result;

use crate::generated::Generated;
use crate::workspace::Workspace;
use crate::{docs, schema};

/// Makes files from the checked specs. [`Generated`] writes or compares them.
#[derive(Clone, Copy, Debug)]
pub struct Generator {
    /// The name of its subcommand.
    pub name: &'static str,
    /// Returns the generated files.
    pub run: fn(&Workspace) -> Result<Generated>,
}

/// All generators, in the order in which they run.
pub const ALL: &[Generator] = &[
    Generator { name: "docs", run: docs::generate },
    Generator { name: "schema", run: |workspace| Ok(schema::generate(workspace)) },
];
