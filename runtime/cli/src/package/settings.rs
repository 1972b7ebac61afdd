//! The files from which the vendors' tools deploy a package. The names are those that each vendor documents: fc3 and fgs of Serverless Devs,
//! the component scf of Tencent's Serverless Framework, and the templates of AWS SAM.

use super::Cloud;

impl Cloud {
    /// Returns the name and the text of the file, if the vendor documents one for this kind of function.
    pub(super) fn settings(self, name: &str, http: bool, is_arm: bool) -> Option<(&'static str, String)> {
        match (self, http) {
            (Cloud::Aliyun, _) => Some(("s.yaml", aliyun(name))),
            (Cloud::Huawei, _) => Some(("s.yaml", huawei(name, if http { "http" } else { "Custom" }))),
            (Cloud::Tencent, false) => Some(("serverless.yml", tencent(name))),
            (Cloud::Aws, _) => Some(("template.yaml", aws(if is_arm { "arm64" } else { "x86_64" }))),
            (Cloud::Tencent, true) | (Cloud::Volcengine, _) => None,
        }
    }
}

fn aliyun(name: &str) -> String {
    format!(
        "edition: 3.0.0\nname: {name}\naccess: default\n\nresources:\n  {name}:\n    component: fc3\n    props:\n      \
         region: cn-hangzhou\n      functionName: {name}\n      runtime: custom.debian10\n      cpu: 0.5\n      memorySize: 512\n      \
         diskSize: 512\n      timeout: 60\n      code: ./code\n      customRuntimeConfig:\n        command:\n          \
         - /code/bootstrap\n        port: 9000\n      # The section `triggers` belongs here. `Router::configs` writes it.\n"
    )
}

fn huawei(name: &str, runtime: &str) -> String {
    format!(
        "edition: 1.0.0\nname: {name}\naccess: default\n\nservices:\n  {name}:\n    component: fgs\n    props:\n      \
         region: cn-east-3\n      function:\n        functionName: {name}\n        # The runtime does not use the handler, but the tool \
         requires one.\n        handler: index.handler\n        runtime: {runtime}\n        memorySize: 256\n        timeout: 60\n        \
         codeType: zip\n        code:\n          codeUri: ./code\n"
    )
}

fn tencent(name: &str) -> String {
    format!(
        "component: scf\nname: {name}\n\ninputs:\n  name: {name}\n  region: ap-guangzhou\n  runtime: CustomRuntime\n  \
         # The runtime does not use the handler.\n  handler: index.main_handler\n  memorySize: 128\n  timeout: 60\n  src: ./code\n  \
         # The section `events` belongs here. `Router::configs` writes it.\n"
    )
}

/// The function has no name, so that each stack has one of its own.
fn aws(architecture: &str) -> String {
    format!(
        "AWSTemplateFormatVersion: \"2010-09-09\"\nTransform: AWS::Serverless-2016-10-31\n\nResources:\n  Function:\n    \
         Type: AWS::Serverless::Function\n    Metadata:\n      # The program is built already.\n      SkipBuild: true\n    \
         Properties:\n      Runtime: provided.al2023\n      # The runtime does not use the handler, but the tool requires one.\n      \
         Handler: bootstrap\n      Architectures: [{architecture}]\n      MemorySize: 256\n      Timeout: 60\n      CodeUri: ./code\n      \
         # The sections `Events` and `FunctionUrlConfig` belong here.\n"
    )
}
