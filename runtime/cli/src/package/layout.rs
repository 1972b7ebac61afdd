//! What the package of each cloud contains. docs/deploy.md explains it.

use super::Cloud;
use super::archive::Entry;

impl Cloud {
    /// Returns the files of the package. The first one is what the cloud starts.
    pub(super) fn entries(self, name: &str, program: Vec<u8>, http: bool) -> Vec<Entry> {
        // A program must not have the name of the script that starts it.
        let own = if matches!(name, "bootstrap" | "scf_bootstrap" | "run") { "function" } else { name };
        let (start, script) = match (self, http) {
            (Cloud::Huawei, true) => {
                ("bootstrap", Some(format!("#!/bin/sh\nTRIGGERKIT_PLATFORM=huawei-http exec \"$RUNTIME_CODE_ROOT/{own}\"\n")))
            }
            (Cloud::Tencent, true) => {
                ("scf_bootstrap", Some(format!("#!/bin/bash\nTRIGGERKIT_PLATFORM=tencent-http exec ./{own}\n")))
            }
            (Cloud::Volcengine, _) => ("run.sh", Some(format!("#!/bin/sh\nexec ./{own}\n"))),
            (Cloud::Huawei | Cloud::Tencent | Cloud::Aliyun | Cloud::Aws, _) => ("bootstrap", None),
        };
        match script {
            None => vec![Entry { name: start.to_owned(), bytes: program }],
            Some(script) => {
                vec![Entry { name: start.to_owned(), bytes: script.into_bytes() }, Entry { name: own.to_owned(), bytes: program }]
            }
        }
    }

    /// Describes how the package gets to the cloud.
    pub(super) fn next_step(self, http: bool) -> String {
        let upload = |what: &str| format!("Upload function.zip to {what}.");
        match (self, http) {
            (Cloud::Huawei, false) => upload("an event function with the runtime Custom") + " `s deploy` does the same.",
            (Cloud::Huawei, true) => {
                upload("an HTTP function, and add an APIG trigger") + " `s deploy` creates the function, too."
            }
            (Cloud::Tencent, false) => {
                upload("an event function with the runtime CustomRuntime") + " `sls deploy` does the same."
            }
            (Cloud::Tencent, true) => upload("a web function"),
            (Cloud::Aliyun, _) => upload("a function with a custom runtime") + " `s deploy` does the same.",
            (Cloud::Volcengine, _) => upload("a function with the native runtime and the start command ./run.sh"),
            (Cloud::Aws, _) => upload("a function with the runtime provided.al2023") + " `sam deploy --guided` does the same.",
        }
    }
}
