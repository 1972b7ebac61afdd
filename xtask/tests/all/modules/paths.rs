//! The paths in the code of a module, without those of its `use` items.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ExprCall, Item, ItemUse, Macro};

/// Segments of a path as written: `["super", "Draft"]`. `$crate` becomes `crate`.
pub(super) type Path = Vec<String>;

/// Macros whose tokens are code of another crate.
const QUOTES: [&str; 4] = ["quote", "quote_spanned", "parse_quote", "parse_quote_spanned"];

/// Collects paths from an item and everything in it.
#[derive(Default)]
pub(super) struct Paths {
    /// Every path that may name an item of the crate.
    pub(super) found: BTreeSet<Path>,
    /// `use` items inside of functions.
    pub(super) uses: Vec<ItemUse>,
}

impl Paths {
    /// Collects the paths of one item.
    pub(super) fn add(&mut self, item: &Item) {
        self.visit_item(item);
    }

    /// Records a path. A single name in lower case may be a local variable, so it counts only if it is `called`.
    fn record(&mut self, path: Path, called: bool) {
        if called || path.len() > 1 || path.iter().any(|name| name.starts_with(char::is_uppercase)) {
            self.found.insert(path);
        }
    }

    /// Records the paths in the tokens of a macro.
    fn scan(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let ident = |at: usize| match tokens.get(at) {
            Some(TokenTree::Ident(ident)) => Some(ident.to_string()),
            _ => None,
        };
        let punct = |at: Option<usize>, mark: char| matches!(at.and_then(|at| tokens.get(at)), Some(TokenTree::Punct(punct)) if punct.as_char() == mark);
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            if let TokenTree::Group(group) = token {
                self.scan(group.stream());
            }
            let Some(first) = ident(at) else {
                at += 1;
                continue;
            };
            // A field or method, a lifetime, or a path from another crate.
            let skipped = ['.', '\'', ':'].iter().any(|mark| punct(at.checked_sub(1), *mark)) && !is_type_of(&tokens, at);
            let mut path = vec![first];
            at += 1;
            while punct(Some(at), ':') && punct(Some(at + 1), ':') {
                let Some(next) = ident(at + 2) else { break };
                path.push(next);
                at += 3;
            }
            if !skipped {
                self.record(path, punct(Some(at), '!'));
            }
        }
    }
}

/// Returns whether the token comes after a single colon, as the type of a field or variable does.
fn is_type_of(tokens: &[TokenTree], at: usize) -> bool {
    let colon = |back: usize| {
        let token = at.checked_sub(back).and_then(|at| tokens.get(at));
        matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == ':')
    };
    colon(1) && !colon(2)
}

impl<'ast> Visit<'ast> for Paths {
    fn visit_attribute(&mut self, _: &'ast Attribute) {}

    fn visit_item_use(&mut self, item: &'ast ItemUse) {
        self.uses.push(item.clone());
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.leading_colon.is_none() {
            self.record(path.segments.iter().map(|segment| segment.ident.to_string()).collect(), false);
        }
        visit::visit_path(self, path);
    }

    fn visit_expr_call(&mut self, call: &'ast ExprCall) {
        if let Expr::Path(function) = &*call.func
            && let Some(name) = function.path.get_ident()
        {
            self.record(vec![name.to_string()], true);
        }
        visit::visit_expr_call(self, call);
    }

    fn visit_macro(&mut self, called: &'ast Macro) {
        let path: Path = called.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let quotes = path.last().is_some_and(|name| QUOTES.contains(&name.as_str()));
        self.record(path, true);
        if !quotes {
            self.scan(called.tokens.clone());
        }
    }

    fn visit_token_stream(&mut self, tokens: &'ast TokenStream) {
        self.scan(tokens.clone());
    }
}
