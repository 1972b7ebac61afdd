//! [`Form`]: how a value was written in its payload.

/// The form in which a value arrived, so that it is written in the same form. All forms that are kept fit into four bits.
///
/// A form applies only if it fits the value, so a value that is changed after decoding is never written wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form(u8);

impl Form {
    /// The usual form.
    pub const PLAIN: Form = Form(0);
    /// `null` for an absent value.
    pub const NULL: Form = Form(1);
    /// No key, so that the default applies.
    pub const ABSENT: Form = Form(2);
    /// A string where a number, boolean or object is usual.
    pub const TEXT: Form = Form(3);
    /// One item where a list is usual.
    pub const ONE: Form = Form(4);
    /// Comma-separated text where a list is usual, or `""` for an empty list or map.
    pub const COMMA: Form = Form(5);
    /// `[]`, `{}` or `""` for an absent value.
    pub const EMPTY: Form = Form(6);
    /// Each item of a list or map in the form [`TEXT`](Self::TEXT).
    pub const TEXT_ITEMS: Form = Form(7);
    /// A float written without a fraction.
    pub const WHOLE: Form = Form(8);
    /// A number where text is usual.
    pub const NUMBER: Form = Form(9);
    /// A float in a string, without a fraction. It can share its bits with `NUMBER`, which only text has.
    pub const WHOLE_TEXT: Form = Form::NUMBER;

    /// The value does not fit its field, and a violation was recorded. This form is never kept.
    pub const MISFIT: Form = Form(16);

    const SENTINEL: u8 = 10;

    pub(crate) fn from_bits(bits: u8) -> Form {
        Form(bits)
    }

    #[inline]
    pub(crate) fn bits(self) -> u8 {
        self.0
    }

    /// Returns the form of a list or map after one more item. The other forms of items mean something else for a list, so they
    /// are not kept.
    pub(crate) fn with_item(self, item: Form) -> Form {
        let form = match item {
            Form::TEXT => Form::TEXT_ITEMS,
            Form::TEXT_ITEMS | Form::WHOLE | Form::NUMBER => item,
            _ => Form::PLAIN,
        };
        match (self, form) {
            // Items that these forms do not fit are written as usual.
            (Form::WHOLE | Form::NUMBER, Form::PLAIN) => self,
            (Form::PLAIN, Form::WHOLE | Form::NUMBER) => form,
            _ if self == Form::EMPTY || self == form => form,
            // If items differ, none of their forms is kept.
            _ => Form::PLAIN,
        }
    }

    /// Returns the form of each item of a list or map in this form.
    pub(crate) fn of_items(self) -> Form {
        match self {
            Form::TEXT_ITEMS => Form::TEXT,
            Form::WHOLE | Form::NUMBER => self,
            _ => Form::PLAIN,
        }
    }

    /// Returns the form of an absent value that is written as the text at this index of the field's `empty`. Only the first six
    /// have their own form.
    pub(crate) fn sentinel(index: usize) -> Form {
        if index < 6 { Form(Self::SENTINEL + index as u8) } else { Form::NULL }
    }

    pub(crate) fn as_sentinel(self) -> Option<usize> {
        self.0.checked_sub(Self::SENTINEL).map(usize::from)
    }
}
