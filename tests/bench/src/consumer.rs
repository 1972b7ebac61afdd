//! The part "consumer": the build of a program that uses triggerkit with one provider, from a clean target directory.

use std::error::Error;
use std::fs;
use std::path::Path;
use std::time::Instant;

use crate::cargo::{self, Cargo};
use crate::part::{Part, Table};

/// The version of the AWS events crate to compare with.
const AWS: &str = "1.2.1";

/// A program with one dependency.
struct Consumer {
    name: &'static str,
    dependency: String,
    program: &'static str,
}

fn consumers() -> [Consumer; 2] {
    let runtime = concat!(env!("CARGO_MANIFEST_DIR"), "/../../runtime");
    [
        Consumer {
            name: "triggerkit, tencent",
            dependency: format!("triggerkit = {{ path = {runtime:?}, default-features = false, features = [\"tencent\"] }}"),
            program: "use triggerkit::Document;\nfn main() {\n    let payload = std::env::args().nth(1).unwrap();\n    \
                      println!(\"{:?}\", triggerkit::tencent::CkafkaEvent::decode(payload));\n}\n",
        },
        Consumer {
            name: "aws_lambda_events, kafka",
            dependency: format!(
                "aws_lambda_events = {{ version = \"={AWS}\", default-features = false, features = [\"kafka\"] }}\nserde_json = \"1\""
            ),
            program: "fn main() {\n    let payload = std::env::args().nth(1).unwrap();\n    \
                      println!(\"{:?}\", serde_json::from_str::<aws_lambda_events::kafka::KafkaEvent>(&payload));\n}\n",
        },
    ]
}

/// Builds the programs and measures them.
///
/// # Errors
/// Returns an error if a program does not build.
pub fn measure() -> Result<Part, Box<dyn Error>> {
    let mut table = Table::new("builds", ["packages", "debug", "release"]);
    let mut tree = Table::new("run time tree", ["packages"]);
    for consumer in consumers() {
        let folder = cargo::scratch("consumer")?;
        write(&folder, &consumer)?;
        let cargo = Cargo::new(&folder);
        // Downloads are not measured.
        cargo.run(&["fetch"])?;
        let seconds = |arguments: &[&str]| -> Result<f64, Box<dyn Error>> {
            cargo.run(&["clean"])?;
            let start = Instant::now();
            cargo.run(arguments)?;
            Ok(start.elapsed().as_secs_f64())
        };
        table.row(consumer.name, [packages(&cargo, "normal,build")?, seconds(&["build"])?, seconds(&["build", "--release"])?]);
        tree.row(consumer.name, [packages(&cargo, "normal,no-proc-macro")?]);
    }
    Ok(Part::new("consumer", vec![table, tree]))
}

fn write(folder: &Path, consumer: &Consumer) -> Result<(), Box<dyn Error>> {
    fs::create_dir_all(folder.join("src"))?;
    fs::write(folder.join("src/main.rs"), consumer.program)?;
    let manifest = format!(
        "[package]\nname = \"consumer\"\nversion = \"0.0.0\"\nedition = \"2024\"\n\n[dependencies]\n{}\n\n[workspace]\n",
        consumer.dependency
    );
    Ok(fs::write(folder.join("Cargo.toml"), manifest)?)
}

/// Returns the number of compiled packages, without the program itself.
fn packages(cargo: &Cargo, edges: &str) -> Result<f64, Box<dyn Error>> {
    let tree = cargo.output(&["tree", "--prefix", "none", "--no-dedupe", "-e", edges], &[])?;
    let mut packages: Vec<&str> = tree.lines().map(|line| line.trim_end_matches(" (proc-macro)")).collect();
    packages.sort_unstable();
    packages.dedup();
    Ok(packages.len() as f64 - 1.0)
}
