//! The cases: every spec and every `*.in.rs` in the folder.

use std::ffi::OsStr;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::{Attribute, Item, ItemStruct, Meta, Token};
use triggerkit_spec::{NoSamples, SourceFile, check};

/// A spec or a Rust file, and its expansion.
pub(crate) struct Case {
    /// The name of the file without its ending.
    pub(crate) name: String,
    input: PathBuf,
}

impl Case {
    pub(crate) fn all() -> Vec<Case> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("expansion");
        let files = fs::read_dir(folder).expect("the folder can be read").map(|entry| entry.expect("a file").path());
        let mut cases: Vec<Case> = files.filter_map(Case::of).collect();
        cases.sort_by(|a, b| a.name.cmp(&b.name));
        cases
    }

    fn of(input: PathBuf) -> Option<Case> {
        let file = input.file_name().and_then(OsStr::to_str)?;
        let name = file.strip_suffix(".toml").or_else(|| file.strip_suffix(".in.rs"))?.to_owned();
        Some(Case { name, input })
    }

    pub(crate) fn expansion_path(&self) -> PathBuf {
        self.input.with_file_name(format!("{}.rs", self.name))
    }

    /// The formatted expansion, with a comment that says what it is of.
    pub(crate) fn expansion(&self) -> String {
        let input = self.input.file_name().and_then(OsStr::to_str).unwrap_or_default();
        let code = pretty(self.tokens());
        rustfmt(&format!("// The expansion of `{input}`, written by the test target `expansion`.\n\n{code}"))
    }

    pub(crate) fn tokens(&self) -> TokenStream {
        let text = fs::read_to_string(&self.input).expect("the input can be read");
        if self.input.extension() == Some(OsStr::new("toml")) {
            let source = SourceFile::new(format!("{}.toml", self.name), text);
            let provider = check(&source, &self.name, &NoSamples).unwrap_or_else(|failure| panic!("{failure}"));
            return triggerkit_codegen::provider(&provider, &syn::parse_quote!(::triggerkit));
        }
        let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{}: {error}", self.name));
        file.items.into_iter().map(expand).collect()
    }
}

pub(crate) fn pretty(tokens: TokenStream) -> String {
    triggerkit_codegen::pretty(tokens).expect("items are emitted")
}

/// Formats code by the rules of this repository.
fn rustfmt(code: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let mut command = Command::new("rustfmt");
    command.args(["--edition", "2024", "--config-path"]).arg(root).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut child = command.spawn().expect("rustfmt is installed");
    child.stdin.take().expect("it is piped").write_all(code.as_bytes()).expect("rustfmt reads the code");
    let output = child.wait_with_output().expect("rustfmt ends");
    assert!(output.status.success(), "rustfmt has failed");
    String::from_utf8(output.stdout).expect("code is text")
}

/// Expands an item as rustc does: attribute macros replace it, a derive adds to it and its own attributes vanish.
fn expand(item: Item) -> TokenStream {
    match item {
        Item::Struct(item) => derived(item),
        Item::Fn(mut item) => match take_attribute(&mut item.attrs, "trigger") {
            Some(arguments) => triggerkit_codegen::handler(arguments, item.to_token_stream()),
            None => item.to_token_stream(),
        },
        Item::Impl(mut item) => match take_attribute(&mut item.attrs, "triggers") {
            Some(arguments) => triggerkit_codegen::handlers(arguments, item.to_token_stream()),
            None => item.to_token_stream(),
        },
        other => other.to_token_stream(),
    }
}

/// Removes an attribute, and returns its arguments.
fn take_attribute(attributes: &mut Vec<Attribute>, name: &str) -> Option<TokenStream> {
    let position = attributes.iter().position(|attribute| attribute.path().is_ident(name))?;
    match attributes.remove(position).meta {
        Meta::List(list) => Some(list.tokens),
        _ => Some(TokenStream::new()),
    }
}

fn derived(mut item: ItemStruct) -> TokenStream {
    let input = item.to_token_stream();
    let Some(derives) = take_attribute(&mut item.attrs, "derive") else { return input };
    let derives = Punctuated::<syn::Path, Token![,]>::parse_terminated.parse2(derives).expect("derives are paths");
    let (own, others): (Vec<_>, Vec<_>) = derives.into_iter().partition(|path| path.is_ident("Trigger"));
    if own.is_empty() {
        return input;
    }
    item.attrs.retain(|attribute| !attribute.path().is_ident("trigger"));
    for field in &mut item.fields {
        field.attrs.retain(|attribute| !attribute.path().is_ident("trigger"));
    }
    let emitted = triggerkit_codegen::derive(input);
    item.attrs.push(syn::parse_quote!(#[derive(#(#others),*)]));
    quote!(#item #emitted)
}
