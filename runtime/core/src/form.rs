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
    /// Text without quotes: a number where text is usual.
    pub const BARE: Form = Form(9);
    /// A float in a string, without a fraction. It can share its bits with `BARE`, which only text has.
    pub const WHOLE_TEXT: Form = Form::BARE;

    /// The value does not fit its field. This form is never kept; the JSON of an optional value is.
    pub const MISFIT: Form = Form(16);
    /// `""` for an absent value of another kind than text. It is kept as [`EMPTY`](Self::EMPTY).
    pub const NOTHING: Form = Form(17);

    const SENTINEL: u8 = 10;
    /// Marks a value that is written again as it came unless it was changed, because its form alone does not describe that.
    const AS_IT_CAME: u8 = 32;

    /// Returns the form, marked so that the JSON of the value is kept with it.
    pub(crate) fn as_it_came(self) -> Form {
        Form(self.0 | Self::AS_IT_CAME)
    }

    /// Returns whether the form is all that has to be kept of how the value came.
    pub(crate) fn is_kept_alone(self) -> bool {
        self.0 < Form::MISFIT.0
    }

    /// Returns whether the JSON of the value is kept with its form.
    pub(crate) fn is_as_it_came(self) -> bool {
        self.0 & Self::AS_IT_CAME != 0
    }

    /// Returns the form without the mark.
    pub(crate) fn unmarked(self) -> Form {
        Form(self.0 & !Self::AS_IT_CAME)
    }

    pub(crate) fn from_bits(bits: u8) -> Form {
        Form(bits)
    }

    #[inline]
    pub(crate) fn bits(self) -> u8 {
        self.0
    }

    /// Returns the form of a list or map after one more item. If items came in several forms, or in one that means something
    /// else for a list, the JSON of the list is kept.
    pub(crate) fn with_item(self, item: Form) -> Form {
        let form = match item {
            Form::PLAIN | Form::TEXT_ITEMS | Form::WHOLE | Form::BARE => item,
            Form::TEXT => Form::TEXT_ITEMS,
            Form::EMPTY => Form::PLAIN,
            _ => Form::PLAIN.as_it_came(),
        };
        match (self, form) {
            // A float without a fraction is written the same in both forms.
            (Form::WHOLE, Form::PLAIN) | (Form::PLAIN, Form::WHOLE) => Form::WHOLE,
            _ if self == Form::EMPTY || self == form => form,
            _ => Form::PLAIN.as_it_came(),
        }
    }

    /// Returns the form of a list or map with this number of items. Without items, it is written because it came, even if all it
    /// had was null.
    #[inline]
    pub(crate) fn of_count(self, count: usize) -> Form {
        if count == 0 && self.is_as_it_came() { Form::EMPTY.as_it_came() } else { self }
    }

    /// Returns the form of each item of a list or map in this form.
    pub(crate) fn of_items(self) -> Form {
        match self {
            Form::TEXT_ITEMS => Form::TEXT,
            Form::WHOLE | Form::BARE => self,
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
