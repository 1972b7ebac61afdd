//! The measured triggers of the built-in specs, generated twice more by `build.rs`: without any constraint, and with one on
//! every field. What validation costs is the difference.

#![allow(clippy::all, reason = "clippy looks into generated code only where it is included as text")]

/// Without constraints.
pub mod free {
    /// Alibaba Cloud.
    pub mod aliyun {
        include!(concat!(env!("OUT_DIR"), "/free_aliyun.rs"));
    }
    /// Huawei Cloud.
    pub mod huawei {
        include!(concat!(env!("OUT_DIR"), "/free_huawei.rs"));
    }
    /// Tencent Cloud.
    pub mod tencent {
        include!(concat!(env!("OUT_DIR"), "/free_tencent.rs"));
    }
}

/// With a constraint on every text, number and list.
pub mod constrained {
    /// Alibaba Cloud.
    pub mod aliyun {
        include!(concat!(env!("OUT_DIR"), "/constrained_aliyun.rs"));
    }
    /// Huawei Cloud.
    pub mod huawei {
        include!(concat!(env!("OUT_DIR"), "/constrained_huawei.rs"));
    }
    /// Tencent Cloud.
    pub mod tencent {
        include!(concat!(env!("OUT_DIR"), "/constrained_tencent.rs"));
    }
}
