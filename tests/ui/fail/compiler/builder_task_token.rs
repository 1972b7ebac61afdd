// A missing required field is named.

use triggerkit::huawei::WorkSuccessEvent;

fn main() {
    let event = WorkSuccessEvent::builder().trigger_urn("urn").result("{}").build();
}
