//! [`Form`]: how a value was written in its payload.

/// The form in which a value arrived, so that it is written back alike: four bits, but for
/// [`MISFIT`](Form::MISFIT).
///
/// What a form means depends on the value's state, so a value changed after decoding is never written wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Form(u8);

impl Form {
    /// The usual one.
    pub const PLAIN: Form = Form(0);
    /// `null` for nothing.
    pub const NULL: Form = Form(1);
    /// No key, where a default stands in.
    pub const ABSENT: Form = Form(2);
    /// A string where a number, boolean or object is usual.
    pub const TEXT: Form = Form(3);
    /// One item where a list is usual.
    pub const ONE: Form = Form(4);
    /// Comma text where a list is usual; `""` for an empty list or map.
    pub const COMMA: Form = Form(5);
    /// `[]`, `{}` or `""` for nothing.
    pub const EMPTY: Form = Form(6);
    /// Each item of a list or map in the form [`TEXT`](Self::TEXT).
    pub const TEXT_ITEMS: Form = Form(7);
    /// A float written without a fraction.
    pub const WHOLE: Form = Form(8);
    /// A number where text is usual.
    pub const NUMBER: Form = Form(9);
    /// A float in a string, without a fraction. No float stands where text is usual, so the bits are free for it.
    pub const WHOLE_TEXT: Form = Form::NUMBER;

    /// The value did not fit its field, which has been recorded. No field keeps this form.
    pub const MISFIT: Form = Form(16);

    const SENTINEL: u8 = 10;

    pub(crate) fn from_bits(bits: u8) -> Form {
        Form(bits)
    }

    #[inline]
    pub(crate) fn bits(self) -> u8 {
        self.0
    }

    /// The form of a list or map after one more item. Of a list, `ONE` and the like mean something else, so these are not kept.
    pub(crate) fn with_item(self, item: Form) -> Form {
        let form = match item {
            Form::TEXT => Form::TEXT_ITEMS,
            Form::TEXT_ITEMS | Form::WHOLE | Form::NUMBER => item,
            _ => Form::PLAIN,
        };
        match (self, form) {
            // Floats without a fraction, and numbers for text, tell themselves from the others when they are written.
            (Form::WHOLE | Form::NUMBER, Form::PLAIN) => self,
            (Form::PLAIN, Form::WHOLE | Form::NUMBER) => form,
            _ if self == Form::EMPTY || self == form => form,
            // Where items differ, none of their forms is kept.
            _ => Form::PLAIN,
        }
    }

    /// The form of each item of a list or map in this form.
    pub(crate) fn inside(self) -> Form {
        match self {
            Form::TEXT_ITEMS => Form::TEXT,
            Form::WHOLE | Form::NUMBER => self,
            _ => Form::PLAIN,
        }
    }

    /// The n-th of [`Field::empty`], for nothing; `None` when there are too many to remember.
    pub(crate) fn sentinel(index: usize) -> Form {
        u8::try_from(index)
            .ok()
            .filter(|index| Self::SENTINEL + *index < 16)
            .map_or(Form::NULL, |index| Form(Self::SENTINEL + index))
    }

    pub(crate) fn as_sentinel(self) -> Option<usize> {
        self.0.checked_sub(Self::SENTINEL).map(usize::from)
    }
}
