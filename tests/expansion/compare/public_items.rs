//! Everything that is emitted and public is documented, for crates that turn on `missing_docs`.

use proc_macro2::TokenStream;
use syn::{Attribute, Fields, ImplItem, Item, Visibility};
use triggerkit_spec::builtin;

use crate::cases::Case;

fn file(tokens: TokenStream) -> syn::File {
    syn::parse2(tokens).expect("items are emitted")
}

fn documented(attributes: &[Attribute]) -> bool {
    // Text with a code block is no documentation for rustdoc's tests.
    attributes.iter().any(|attribute| attribute.path().is_ident("doc") || attribute.path().is_ident("cfg_attr"))
}

/// Public names without a doc comment.
fn bare(items: &[Item]) -> Vec<String> {
    let mut bare = Vec::new();
    let mut look = |attributes: &[Attribute], visibility: &Visibility, name: String| {
        if matches!(visibility, Visibility::Public(_)) && !documented(attributes) {
            bare.push(name);
        }
    };
    for item in items {
        match item {
            Item::Struct(item) => {
                look(&item.attrs, &item.vis, item.ident.to_string());
                if let Fields::Named(fields) = &item.fields {
                    fields.named.iter().for_each(|field| look(&field.attrs, &field.vis, format!("{:?}", field.ident)));
                }
            }
            Item::Enum(item) => {
                look(&item.attrs, &item.vis, item.ident.to_string());
                item.variants.iter().for_each(|variant| look(&variant.attrs, &item.vis, variant.ident.to_string()));
            }
            Item::Static(item) => look(&item.attrs, &item.vis, item.ident.to_string()),
            // What is in it is hidden, and needs none.
            Item::Mod(item) => look(&item.attrs, &item.vis, item.ident.to_string()),
            Item::Impl(item) if item.trait_.is_none() => {
                for member in &item.items {
                    if let ImplItem::Fn(method) = member {
                        look(&method.attrs, &method.vis, method.sig.ident.to_string());
                    }
                }
            }
            _ => {}
        }
    }
    bare
}

#[test]
fn everything_public_is_documented() {
    let runtime = syn::parse_quote!(::triggerkit);
    for spec in builtin::ALL {
        let provider = spec.check().unwrap_or_else(|failure| panic!("{failure}"));
        assert_eq!(bare(&file(triggerkit_codegen::provider(&provider, &runtime)).items), <[&str; 0]>::default(), "{}", spec.name);
    }
    for case in Case::all() {
        let items = file(case.tokens()).items;
        assert_eq!(bare(&items), <[&str; 0]>::default(), "{}", case.name);
        let inside = inside_consts(&items);
        assert_eq!(bare(&inside), <[&str; 0]>::default(), "{}", case.name);
    }
}

/// The items inside of `const _: () = { … };`, where a derive puts its code.
fn inside_consts(items: &[Item]) -> Vec<Item> {
    let blocks = items.iter().filter_map(|item| match item {
        Item::Const(item) => match &*item.expr {
            syn::Expr::Block(block) => Some(&block.block.stmts),
            _ => None,
        },
        _ => None,
    });
    blocks
        .flatten()
        .filter_map(|statement| match statement {
            syn::Stmt::Item(item) => Some(item.clone()),
            _ => None,
        })
        .collect()
}
