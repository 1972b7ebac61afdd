//! A part of the measurements: its tables, and where it was measured. Kept as `results/<part>.json`, apart from the page.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, thread};

use serde::{Deserialize, Serialize};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// One part, as it was measured last.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Name of the part and of its file.
    pub name: String,
    /// Where it was measured.
    pub machine: Machine,
    /// Versions of the peers.
    pub versions: BTreeMap<String, String>,
    /// What was measured.
    pub tables: Vec<Table>,
}

/// Where something was measured.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    /// Model of the processor.
    pub cpu: String,
    /// Cores that the process may use.
    pub cores: usize,
    /// `rustc --version`.
    pub rustc: String,
}

/// Numbers by row and column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// Name within the part.
    pub name: String,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// Rows in the order in which they are shown.
    pub rows: Vec<Row>,
}

/// One row of a [`Table`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// What was measured.
    pub name: String,
    /// One for each column; none where there is nothing to measure.
    pub values: Vec<Option<f64>>,
}

impl Table {
    /// A table without rows.
    pub fn new(name: &str, columns: impl IntoIterator<Item = impl Into<String>>) -> Table {
        Table { name: name.into(), columns: columns.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// Adds a row; what is not finite is nothing.
    pub fn row(&mut self, name: &str, values: impl IntoIterator<Item = f64>) {
        // Four digits are more than any measurement holds, and keep the files readable.
        let values = values.into_iter().map(|value| value.is_finite().then(|| rounded(value)));
        self.rows.push(Row { name: name.into(), values: values.collect() });
    }

    /// The number at a row and column.
    pub fn get(&self, row: &str, column: &str) -> Option<f64> {
        let column = self.columns.iter().position(|name| name == column)?;
        *self.rows.iter().find(|each| each.name == row)?.values.get(column)?
    }
}

fn rounded(value: f64) -> f64 {
    if value.fract() == 0.0 { value } else { format!("{value:.3e}").parse().unwrap_or(value) }
}

impl Part {
    /// A part measured here.
    pub fn new(name: &str, tables: Vec<Table>) -> Part {
        Part { name: name.into(), machine: Machine::here(), versions: BTreeMap::new(), tables }
    }

    /// With the versions of its peers.
    pub fn with_versions(mut self, versions: BTreeMap<String, String>) -> Part {
        self.versions = versions;
        self
    }

    /// The table of this name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// The part as it was measured last; none when it never was.
    ///
    /// # Errors
    /// A file that cannot be read.
    pub fn load(name: &str) -> Result<Option<Part>> {
        let file = file(name);
        if !file.exists() {
            return Ok(None);
        }
        Ok(Some(serde_json::from_str(&fs::read_to_string(file)?)?))
    }

    /// Keeps the part.
    ///
    /// # Errors
    /// A file that cannot be written.
    pub fn store(&self) -> Result<()> {
        let file = file(&self.name);
        fs::create_dir_all(file.parent().unwrap_or(Path::new("")))?;
        Ok(fs::write(file, serde_json::to_string_pretty(self)? + "\n")?)
    }
}

fn file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("results").join(format!("{name}.json"))
}

impl Machine {
    /// This one.
    fn here() -> Machine {
        let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
        let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(':'));
        let rustc = Command::new(env::var_os("RUSTC").unwrap_or_else(|| "rustc".into())).arg("--version").output();
        Machine {
            cpu: model.map_or(env::consts::ARCH, |(_, model)| model.trim()).to_owned(),
            cores: thread::available_parallelism().map_or(1, usize::from),
            rustc: rustc.map_or(String::new(), |output| String::from_utf8_lossy(&output.stdout).trim().to_owned()),
        }
    }
}
