//! Measures the checker, every generator and the expansion, for providers of 100, 300 and 1,000 triggers with 20 fields each.
//!
//! `cargo bench -p xtask` prints milliseconds, and microseconds for one trigger, which stay the same if the time is linear.

use std::fmt::Write;
use std::hint::black_box;
use std::time::{Duration, Instant};

use triggerkit_spec::{NoSamples, SourceFile, check};
use xtask::workspace::{Spec, Workspace};
use xtask::{expand, generators};

const SIZES: [usize; 3] = [100, 300, 1_000];

/// The number of runs, of which the best one counts.
const RUNS: usize = 3;

/// Returns a provider with the features of real ones: nested types, enums, constraints, samples and detection.
fn synthetic(triggers: usize) -> SourceFile {
    let mut text =
        String::from("[provider]\ntitle = \"Synthetic\"\nsource = \"none\"\n\n[enums.Kind]\nvalues = [\"one\", \"two\"]\n");
    for index in 0..triggers {
        let _ = write!(
            text,
            "\n[triggers.t{index}]\ntitle = \"Trigger {index}\"\ndoc = \"Something happened.\"\nsource = \"table {index}\"\n\
             detect = {{ path = \"type\", equals = \"t{index}\" }}\nrecords = \"records\"\nresponse = \"Answer{index}\"\n\
             sample = '{{\"type\": \"t{index}\", \"f4\": \"abc\", \"records\": [{{\"id\": \"1\", \"kind\": \"one\"}}]}}'\n\n\
             [triggers.t{index}.fields]\ntype = {{ type = \"string\", required = true, doc = \"Kind.\" }}\n\
             records = {{ type = \"list<Record{index}>\", doc = \"The batch.\" }}\n"
        );
        for field in 2..20 {
            let _ = writeln!(text, "f{field} = {{ type = \"string\", length = \"1-{}\", doc = \"Field {field}.\" }}", field * 10);
        }
        let _ = write!(
            text,
            "\n[types.Record{index}]\ndoc = \"One record.\"\n\n[types.Record{index}.fields]\nid = {{ type = \"string\", required = true, \
             doc = \"Its ID.\" }}\nkind = {{ type = \"Kind\", default = \"one\", doc = \"Its kind.\" }}\n\n[types.Answer{index}]\n\
             fields = {{ ok = {{ type = \"bool\", doc = \"Whether it went well.\" }} }}\n"
        );
    }
    SourceFile::new("spec/synthetic.toml", text)
}

fn best<T>(mut run: impl FnMut() -> T) -> Duration {
    let times = (0..RUNS).map(|_| {
        let start = Instant::now();
        black_box(run());
        start.elapsed()
    });
    times.min().unwrap_or_default()
}

fn main() {
    println!("{:<10} {:>9} {:>10} {:>12}", "what", "triggers", "ms", "µs/trigger");
    for size in SIZES {
        let source = synthetic(size);
        let provider = check(&source, "synthetic", &NoSamples).unwrap_or_else(|failure| panic!("{failure}"));
        let workspace = Workspace { specs: vec![Spec { source: source.clone(), provider }], ..Workspace::default() };
        let show = |what: &str, time: Duration| {
            let each = time.as_secs_f64() * 1e6 / size as f64;
            println!("{what:<10} {size:>9} {:>10.1} {each:>12.1}", time.as_secs_f64() * 1e3);
        };
        show("check", best(|| check(&source, "synthetic", &NoSamples)));
        for generator in generators::ALL {
            show(generator.name, best(|| (generator.run)(&workspace)));
        }
        let runtime = syn::parse_quote!(::triggerkit);
        show("emit", best(|| triggerkit_codegen::provider(&workspace.specs[0].provider, &runtime)));
        show("expand", best(|| expand::expand(&workspace, "synthetic")));
        println!();
    }
}
