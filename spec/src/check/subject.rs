//! The value that constraints and forms apply to.

use triggerkit_core::Step;

use crate::model::Type;
use crate::words;

/// The value that constraints apply to.
#[derive(Clone, Copy)]
pub(super) struct Subject<'t> {
    pub(super) ty: &'t Type,
}

impl Subject<'_> {
    pub(super) fn is_text(self) -> bool {
        match self.ty {
            Type::Encoded(_, steps) => steps.first() != Some(&Step::Numbers),
            ty => *ty == Type::String,
        }
    }

    pub(super) fn is_collection(self) -> bool {
        matches!(self.ty, Type::List(_) | Type::Map(_))
    }

    pub(super) fn is_number(self) -> bool {
        matches!(self.ty, Type::I64 | Type::U64 | Type::F64)
    }

    /// Returns the type in words with an article, for messages.
    pub(super) fn words(self) -> String {
        words::described(self.ty)
    }

    /// Returns the constraints that fit this type, for help.
    pub(super) fn instead(self) -> &'static str {
        match self.ty {
            _ if self.is_text() => "use `length`, `pattern`, `format`, `one_of` or `const` for text",
            Type::I64 | Type::U64 | Type::F64 => "use `range` for numbers",
            Type::List(_) | Type::Map(_) => "use `length` for the number of items, and `items` for constraints on each item",
            Type::Enum(_) => "write `closed = true` in `[enums.*]` to allow only the values listed there",
            Type::Object(_) | Type::Union(_) => "put the constraint on a field of the type",
            Type::Foreign(_) => "put the constraint where the type is defined",
            _ => "remove it, or use a `string` or a number, which can have constraints",
        }
    }
}
