//! The results of a part: its tables, and the machine. They are stored in `results/<part>.json`, separately from the page.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, thread};

use serde::{Deserialize, Serialize};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// The latest results of one part.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The name of the part and of its file.
    pub name: String,
    /// The machine on which it was measured.
    pub machine: Machine,
    /// The versions of the peers.
    pub versions: BTreeMap<String, String>,
    /// The results.
    pub tables: Vec<Table>,
}

/// The machine of a measurement.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Machine {
    /// The model of the processor.
    pub cpu: String,
    /// The number of cores that the process may use.
    pub cores: usize,
    /// `rustc --version`.
    pub rustc: String,
}

/// Numbers by row and column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Table {
    /// The name of the table, unique in the part.
    pub name: String,
    /// The names of the columns.
    pub columns: Vec<String>,
    /// The rows, in the order of the page.
    pub rows: Vec<Row>,
}

/// One row of a [`Table`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// What was measured.
    pub name: String,
    /// A number for each column, or `None` if there is nothing to measure.
    pub values: Vec<Option<f64>>,
}

impl Table {
    /// Creates a table without rows.
    pub fn new(name: &str, columns: impl IntoIterator<Item = impl Into<String>>) -> Table {
        Table { name: name.into(), columns: columns.into_iter().map(Into::into).collect(), rows: Vec::new() }
    }

    /// Adds a row. A number that is not finite becomes `None`.
    pub fn row(&mut self, name: &str, values: impl IntoIterator<Item = f64>) {
        // No measurement has more than four exact digits, and the files stay readable.
        let values = values.into_iter().map(|value| value.is_finite().then(|| rounded(value)));
        self.rows.push(Row { name: name.into(), values: values.collect() });
    }

    /// Returns the number at a row and column.
    pub fn get(&self, row: &str, column: &str) -> Option<f64> {
        let column = self.columns.iter().position(|name| name == column)?;
        *self.rows.iter().find(|each| each.name == row)?.values.get(column)?
    }
}

fn rounded(value: f64) -> f64 {
    if value.fract() == 0.0 { value } else { format!("{value:.3e}").parse().unwrap_or(value) }
}

impl Part {
    /// Creates a part that is measured on this machine.
    pub fn new(name: &str, tables: Vec<Table>) -> Part {
        Part { name: name.into(), machine: Machine::here(), versions: BTreeMap::new(), tables }
    }

    /// Adds the versions of the peers.
    pub fn with_versions(mut self, versions: BTreeMap<String, String>) -> Part {
        self.versions = versions;
        self
    }

    /// Returns the table with this name.
    pub fn table(&self, name: &str) -> Option<&Table> {
        self.tables.iter().find(|table| table.name == name)
    }

    /// Reads the latest results of a part, or `None` if it was never measured.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read.
    pub fn load(name: &str) -> Result<Option<Part>> {
        let file = file(name);
        if !file.exists() {
            return Ok(None);
        }
        Ok(Some(serde_json::from_str(&fs::read_to_string(file)?)?))
    }

    /// Stores the results.
    ///
    /// # Errors
    /// Returns an error if the file cannot be written.
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
    /// Returns the current machine.
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
