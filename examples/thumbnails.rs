//! How does one function, with state of its own, answer the object storage of four clouds?
//!
//! `cargo run --example thumbnails`, and from elsewhere:
//!
//! ```console
//! $ triggerkit invoke --trigger huawei.obs
//! $ triggerkit invoke --trigger volcengine.tos
//! $ triggerkit invoke --trigger tencent.cos
//! $ triggerkit invoke --trigger aliyun.oss
//! ```

use std::sync::atomic::{AtomicU64, Ordering};

use triggerkit::{Error, Router, RunError, aliyun, huawei, tencent, triggers, volcengine};

/// Makes the thumbnails of uploaded pictures; here it only says which.
struct Thumbnails {
    folder: String,
    made: AtomicU64,
}

impl Thumbnails {
    /// Where the thumbnail of an object goes.
    fn make(&self, bucket: &str, key: &str) -> String {
        let number = self.made.fetch_add(1, Ordering::Relaxed) + 1;
        println!("thumbnail {number}: {key} of {bucket}");
        format!("{bucket}/{}/{key}.webp", self.folder)
    }
}

// Only created objects call the function: so say the configurations of its triggers, where the vendor has a document of them.
#[triggers]
impl Thumbnails {
    #[trigger(huawei::Obs, config(events = ["ObjectCreated"]))]
    async fn on_obs(&self, event: huawei::ObsEvent) -> Result<Vec<String>, Error> {
        Ok(event.records.iter().map(|record| self.make(&record.s3.bucket.name, &record.s3.object.key)).collect())
    }

    #[trigger(volcengine::Tos)]
    async fn on_tos(&self, event: volcengine::TosEvent) -> Result<Vec<String>, Error> {
        Ok(event.data.events.iter().map(|record| self.make(&record.tos.bucket.name, &record.tos.object.key)).collect())
    }

    #[trigger(tencent::Cos)]
    async fn on_cos(&self, event: tencent::CosEvent) -> Result<Vec<String>, Error> {
        let objects = event.records.iter().map(|record| (&record.cos.cos_bucket.name, &record.cos.cos_object.key));
        // A key comes after the account and the bucket: `/1253970026/photos/sea.jpg`.
        Ok(objects.map(|(bucket, key)| self.make(bucket, key.splitn(4, '/').last().unwrap_or(key))).collect())
    }

    #[trigger(aliyun::Oss, config(events = ["oss:ObjectCreated:*"]))]
    async fn on_oss(&self, event: aliyun::OssEvent) -> Result<Vec<String>, Error> {
        Ok(event.events.iter().map(|record| self.make(&record.oss.bucket.name, &record.oss.object.key)).collect())
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), RunError> {
    // What has to be ready before the first event is made here.
    let thumbnails = Thumbnails { folder: "thumbnails".into(), made: AtomicU64::new(0) };
    triggerkit::run(Router::new().with(thumbnails)).await
}
