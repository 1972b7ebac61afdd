//! `triggerkit package`: puts a program into the form that a cloud starts.

mod archive;
mod layout;
mod program;
mod settings;

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};

use self::archive::{Entry, to_zip};
use self::program::{check_program, find_program, is_arm};
use crate::console::{BOLD, ExitStatus, YELLOW, paint, print_error, print_note, print_text};

#[derive(Args)]
pub(crate) struct PackageArgs {
    /// The cloud that the function runs on.
    #[arg(long, value_enum)]
    cloud: Cloud,
    /// Package a function that receives HTTP requests as they are: an HTTP function of Huawei Cloud, or a web function of Tencent Cloud. The
    /// other clouds need no setting.
    #[arg(long)]
    http: bool,
    /// The program, built for Linux [default: the one that `cargo build --release --target x86_64-unknown-linux-musl` builds in this folder].
    #[arg(long, value_name = "FILE")]
    program: Option<PathBuf>,
    /// The folder to write to; the package is in a subfolder with the name of the cloud.
    #[arg(long, value_name = "FOLDER", default_value = "package")]
    folder: PathBuf,
}

/// A cloud that packages are made for.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Cloud {
    /// Huawei FunctionGraph.
    Huawei,
    /// Tencent SCF.
    Tencent,
    /// Aliyun Function Compute.
    Aliyun,
    /// Volcengine veFaaS.
    Volcengine,
    /// AWS Lambda.
    Aws,
}

impl Cloud {
    fn name(self) -> &'static str {
        match self {
            Cloud::Huawei => "huawei",
            Cloud::Tencent => "tencent",
            Cloud::Aliyun => "aliyun",
            Cloud::Volcengine => "volcengine",
            Cloud::Aws => "aws",
        }
    }
}

pub(crate) fn package(arguments: &PackageArgs) -> ExitStatus {
    write_package(arguments).map_or_else(|message| print_error(&message), |written| print_text(&written))
}

/// Writes the package, and returns a description of it.
fn write_package(arguments: &PackageArgs) -> Result<String, String> {
    let PackageArgs { cloud, http, .. } = *arguments;
    let path = arguments.program.clone().map_or_else(find_program, Ok)?;
    let program = fs::read(&path).map_err(|error| format!("cannot read `{}`: {error}", path.display()))?;
    if let Some(warning) = check_program(&path, &program)? {
        print_note(&format!("{}: {warning}", paint(YELLOW, "triggerkit")));
    }
    let name = path.file_stem().and_then(|name| name.to_str()).filter(|name| is_plain(name)).unwrap_or("function");
    let is_arm = is_arm(&program);
    let entries = cloud.entries(name, program, http);
    let folder = arguments.folder.join(cloud.name());
    let zip = to_zip(&entries).map_err(|error| format!("cannot make a zip file: {error}"))?;
    let mut lines = format!("wrote {}\n", paint(BOLD, folder.display()));
    let code = folder.join("code");
    let mut write = || {
        // What an earlier run has left there must not be deployed.
        match fs::remove_dir_all(&code) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
            _ => fs::create_dir_all(&code)?,
        }
        for entry in &entries {
            write_executable(&code.join(&entry.name), &entry.bytes)?;
            lines.push_str(&format!("  code/{}\n", entry.name));
        }
        fs::write(folder.join("function.zip"), &zip)?;
        lines.push_str("  function.zip, with the files of code\n");
        if let Some((file, text)) = cloud.settings(name, http, is_arm) {
            let is_new = !folder.join(file).exists();
            if is_new {
                fs::write(folder.join(file), text)?;
            }
            lines.push_str(&format!("  {file}{}\n", if is_new { "" } else { ", which was there already and is unchanged" }));
        }
        Ok(())
    };
    write().map_err(|error| format!("cannot write to `{}`: {error}", folder.display()))?;
    Ok(lines + &cloud.next_step(http) + "\n")
}

/// Returns whether a name can be used in scripts and settings without quotes.
fn is_plain(name: &str) -> bool {
    let is_first = name.starts_with(|first: char| first.is_ascii_alphabetic());
    is_first && name.chars().all(|each| each.is_ascii_alphanumeric() || matches!(each, '-' | '_'))
}

fn write_executable(path: &Path, bytes: &[u8]) -> io::Result<()> {
    fs::write(path, bytes)?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(Entry::MODE))?;
    }
    Ok(())
}
