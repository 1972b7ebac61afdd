// What is required is named when it is left out.

use triggerkit::huawei::WorkSuccessEvent;

fn main() {
    let event = WorkSuccessEvent::builder().trigger_urn("urn").result("{}").build();
}
