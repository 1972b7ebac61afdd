use triggerkit::{Kept, Str, Trigger};

/// What was ordered.
#[derive(Clone, PartialEq, Trigger)]
#[trigger(id = "shop.order", title = "Order placed")]
pub struct Order {
    /// Who ordered.
    #[trigger(length = "1-64")]
    pub customer: Str,
    /// What they pay.
    #[trigger(rename = "totalCents", range = [0, inf])]
    pub total_cents: i64,
    /// How many parcels it takes.
    #[trigger(default = 1)]
    pub parcels: u8,
    note: Option<String>,
    /// What they get.
    pub lines: Vec<Line>,
    /// Whether they say it.
    #[trigger(rename = "say \"hi\"")]
    pub r#type: Option<bool>,
    /// Anything else.
    #[trigger(unknown)]
    pub unknown: Kept,
}

/// One line of an order.
#[derive(Clone, PartialEq, Trigger)]
pub struct Line {
    /// What it is.
    #[trigger(const = "tea")]
    pub article: Str,
}
