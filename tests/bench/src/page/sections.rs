//! The sections of the page, one function for each part.

use super::markdown::{count, lines, megabytes, more, nanoseconds, percent, ratio, seconds, shown, table as numbers, times};
use crate::contenders::OURS;
use crate::part::{Part, Table};

/// Records in the payload by which allocations are counted per record.
const RECORDS: f64 = 100.0;

fn table<'p>(part: &'p Part, name: &str) -> &'p Table {
    static NONE: Table = Table { name: String::new(), columns: Vec::new(), rows: Vec::new() };
    part.table(name).unwrap_or(&NONE)
}

fn names(table: &Table) -> impl Iterator<Item = String> {
    table.rows.iter().map(|row| row.name.clone())
}

/// How long decoding takes.
pub(super) fn run_time(part: &Part) -> String {
    let (decode, validation, around) = (table(part, "decode"), table(part, "validation"), table(part, "around"));
    let sizes = table(part, "payloads");
    let against =
        ["serde_json owned + garde", "typify", "Value + jsonschema", "serde_json owned", "sonic-rs borrowed", "IgnoredAny"];
    let speed = names(decode).map(|case| {
        let cells = against.map(|peer| shown(ratio(decode, &case, peer, OURS), times));
        let row = [vec![shown(sizes.get(&case, "bytes"), count)], cells.to_vec()].concat();
        (case, row)
    });
    let costs = names(validation).map(|case| {
        let cells = vec![
            shown(ratio(validation, &case, "as the spec says", "none"), more),
            shown(ratio(validation, &case, "one on every field", "none"), more),
            shown(ratio(around, &case, "detect", "decode"), percent),
            shown(ratio(around, &case, "decode with ten faults", "decode"), times),
        ];
        (case, cells)
    });
    let columns = [&["bytes"][..], &against].concat();
    format!(
        "## Decoding and validating\n\n![Decoding time compared with other libraries](performance.svg)\n\n\
         triggerkit collects every violation, keeps unknown fields, and returns values that own their data. The first three \
         libraries validate; the others only decode. Borrowed values are tied to the lifetime of the payload, and \
         `IgnoredAny` builds no value at all.\n\n\
         The spec of CKafka has no constraints, so it is measured with one on every field, in triggerkit and in the other \
         libraries. The table shows how many times as fast triggerkit is as each of them:\n\n{}\n\
         Time to decode one payload:\n\n{}\n\
         The next table compares additional work with plain decoding: validating the spec's constraints, validating one \
         constraint on every text, number and list, detecting the trigger among all triggers of all providers, and decoding \
         a payload with ten values of the wrong kind, each of which is reported with its path:\n\n{}",
        lines("payload", &columns, speed),
        numbers("payload", decode, nanoseconds),
        lines("payload", &["validation", "on every field", "detection", "ten faults"], costs),
    )
}

/// What decoding allocates.
pub(super) fn memory(part: &Part) -> String {
    let allocations = table(part, "allocations");
    let per_record = allocations.get("CKafka, 100 records", OURS).map(|count| count / RECORDS);
    format!(
        "## Allocations\n\nCalls of the allocator for one decode, including reallocations. For CKafka with its hundred \
         records, this is {} for each record.\n\n{}\n\
         Bytes that the result holds. Texts of triggerkit are slices of one copy of the payload, and the copy is included:\n\n{}",
        shown(per_record, |value| format!("{value:.2}")),
        numbers("payload", allocations, count),
        numbers("payload", table(part, "held"), count),
    )
}

/// What generated code costs the compiler.
pub(super) fn compile(part: &Part) -> String {
    let (compared, growth) = (table(part, "compared"), table(part, "growth"));
    let reference = "serde, bon, garde";
    let rows = compared.rows.iter().map(|row| {
        let cell = |column: &str, format| {
            let value = compared.get(&row.name, column);
            let of = value.zip(compared.get(reference, column)).map(|(value, reference)| value / reference);
            format!("{} ({})", shown(value, format), shown(of, times))
        };
        let lines = shown(compared.get(&row.name, "expanded lines"), count);
        let cells = vec![
            cell("check", seconds),
            cell("release", seconds),
            cell("release and use", seconds),
            cell("rlib bytes", megabytes),
            lines,
        ];
        (row.name.clone(), cells)
    });
    let each = growth.rows.iter().map(|row| {
        let of = |column| growth.get(&row.name, column).zip(growth.get(&row.name, "triggers"));
        let per_trigger = |column| of(column).map(|(seconds, triggers)| seconds / triggers * 1e3);
        let cells = ["check", "release"].map(|column| {
            let each = shown(per_trigger(column), |value| format!("{value:.1} ms"));
            format!("{} ({each} each)", shown(growth.get(&row.name, column), seconds))
        });
        (row.name.clone(), cells.to_vec())
    });
    format!(
        "## Compile time\n\nA crate of a hundred structs with ten fields each, without the time for dependencies and without \
         incremental compilation. The ratios compare with serde, bon and garde, which together do what triggerkit does: \
         decode, validate, build and write. *Release and use* adds a program that does all of this with every struct. serde \
         alone neither validates nor builds.\n\n{}\n\
         How compile time grows with the number of triggers, with ten fields each:\n\n{}",
        lines("crate", &["check", "release", "release and use", "rlib", "expanded lines"], rows),
        lines("size", &["check", "release"], each),
    )
}

/// What a consumer builds.
pub(super) fn consumer(part: &Part) -> String {
    let (builds, tree) = (table(part, "builds"), table(part, "run time tree"));
    let rows = builds.rows.iter().map(|row| {
        let cells = vec![
            shown(builds.get(&row.name, "packages"), count),
            shown(tree.get(&row.name, "packages"), count),
            shown(builds.get(&row.name, "debug"), seconds),
            shown(builds.get(&row.name, "release"), seconds),
        ];
        (row.name.clone(), cells)
    });
    format!(
        "## Building a consumer\n\nA program with one provider, built in a clean target directory. *Packages* counts the \
         packages that are compiled. *Linked* leaves out the macros and the dependencies that only they need.\n\n{}",
        lines("dependency", &["packages", "linked", "debug", "release"], rows),
    )
}

/// What a function takes that runs.
pub(super) fn serve(part: &Part) -> String {
    let functions = table(part, "functions");
    let rows = names(functions).map(|name| {
        let of = |column| functions.get(&name, column);
        let beside = of("invocation").zip(functions.get("hyper", "invocation")).map(|(ours, theirs)| ours / theirs);
        let cells = vec![
            shown(of("first answer"), nanoseconds),
            shown(of("idle bytes"), megabytes),
            shown(of("invocation"), nanoseconds),
            shown(beside, more),
        ];
        (name, cells)
    });
    format!(
        "## Running\n\nFunctions that run as processes, built in release mode: the time from the start of the process to its \
         first answer, resident memory when idle after thousands of invocations, and the time of one invocation over one \
         connection on loopback. An invocation is a documented event of Huawei's gateway and its answer. The programs on \
         axum and hyper are hand-written with serde's derive. They handle one kind of event, and they do not detect, \
         validate or catch panics.\n\n{}{}",
        lines("program", &["first answer", "idle", "invocation", "compared with hyper"], rows),
        part.tables.iter().find(|table| table.name == "web").map(web).unwrap_or_default(),
    )
}

/// What a web application takes on triggerkit.
fn web(table: &Table) -> String {
    let times: Vec<_> = names(table).map(|name| (table.get(&name, "invocation"), name)).collect();
    // Each program is followed by the one that does the same without triggerkit.
    let rows = times.chunks(2).flat_map(|pair| {
        let alone = pair.last().and_then(|(time, _)| *time);
        pair.iter().map(move |(time, name)| {
            let beside = time.zip(alone).map(|(ours, theirs)| ours / theirs);
            (name.clone(), vec![shown(*time, nanoseconds), shown(beside, more)])
        })
    });
    format!(
        "\nThe same web application of axum, a JSON API, with triggerkit and without: as requests that are passed through, and as \
         the events that Huawei's gateway makes of them. The program with serde converts the event and the answer by hand, \
         for texts alone and without repeated names.\n\n{}",
        lines("program", &["request", "compared with axum"], rows),
    )
}
