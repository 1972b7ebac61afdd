//! What handlers return: the event itself, or one of several types. Types that no payload leads to.

use tower::ServiceExt;
use triggerkit::{Error, Invocation, Json, Router, Trigger, handler, trigger};

use answers::{
    AuthorizerEvent, AuthorizerResponse, Carrier, Currency, PolicyAnswer, Receipt, SignUpEvent, SimpleAnswer, StepEvent,
};

#[triggerkit::spec("behaviour/specs/answers.toml")]
mod answers {}

/// Returns the text of the reply to an event.
async fn answer(router: Router, payload: &str) -> Result<String, Error> {
    let reply = router.oneshot(Invocation::new(payload.as_bytes().to_vec())).await?;
    Ok(String::from_utf8(reply.body().to_vec()).unwrap())
}

fn sample<T: Trigger>() -> &'static str {
    std::str::from_utf8(T::INFO.samples[0].payload).unwrap()
}

#[trigger(answers::SignUp)]
fn confirm(mut event: SignUpEvent) -> Result<SignUpEvent, Error> {
    event.response.auto_confirm = Some(true);
    Ok(event)
}

#[tokio::test]
async fn the_event_is_the_answer_with_all_that_it_came_with() {
    let answer = answer(Router::new().with(handler!(confirm)), sample::<answers::SignUp>()).await.unwrap();
    assert_eq!(
        answer,
        r#"{"trigger":"SignUp","userName":"li","request":{"email":"li@shop.example","custom":{"a": 1}},"response":{"autoConfirm":true},"region":7}"#
    );
}

#[trigger(answers::SignUp)]
fn rename(mut event: SignUpEvent) -> Result<SignUpEvent, Error> {
    event.user_name = "far too long".into();
    Ok(event)
}

#[tokio::test]
async fn an_event_is_validated_before_it_is_the_answer() {
    let error = answer(Router::new().with(handler!(rename)), sample::<answers::SignUp>()).await.unwrap_err();
    assert_eq!(error.kind(), "InvalidResponse");
    assert_eq!(error.report().unwrap().violations()[0].path, "userName");
}

/// Chosen by the user.
#[derive(Clone, PartialEq, Trigger)]
struct Progress {
    count: u32,
}

#[trigger(answers::Step<Progress>)]
fn step(mut event: StepEvent<Progress>) -> Result<StepEvent<Progress>, Error> {
    event.state.count += 1;
    Ok(event)
}

#[tokio::test]
async fn an_event_with_a_type_of_the_users_is_the_answer() {
    let answer = answer(Router::new().with(handler!(step)), sample::<answers::Step>()).await.unwrap();
    assert_eq!(answer, r#"{"state":{"count":2}}"#);
}

#[trigger(answers::Authorizer)]
fn simple(event: AuthorizerEvent) -> Result<SimpleAnswer, Error> {
    Ok(SimpleAnswer::builder().is_authorized(event.token == "t-1").build()?)
}

#[trigger(answers::Authorizer)]
async fn policy(_: AuthorizerEvent) -> Result<PolicyAnswer, Error> {
    let mut answer = PolicyAnswer::builder().principal_id("li").policy(Json::null()).build()?;
    answer.principal_id = "".into();
    Ok(answer)
}

#[trigger(answers::Authorizer)]
fn either(event: AuthorizerEvent) -> Result<AuthorizerResponse, Error> {
    if event.token == "t-1" {
        return Ok(PolicyAnswer::builder().principal_id("li").policy(Json::parse("{}")?).build()?.into());
    }
    Ok(SimpleAnswer::builder().is_authorized(false).build()?.into())
}

#[tokio::test]
async fn a_handler_returns_one_of_the_types_or_decides_at_run_time() {
    let sample = sample::<answers::Authorizer>();
    assert_eq!(answer(Router::new().with(handler!(simple)), sample).await.unwrap(), r#"{"isAuthorized":true}"#);
    let answered = answer(Router::new().with(handler!(either)), sample).await.unwrap();
    assert_eq!(answered, r#"{"principalId":"li","policy":{}}"#);
    assert_eq!(answer(Router::new().with(handler!(either)), r#"{"token": ""}"#).await.unwrap(), r#"{"isAuthorized":false}"#);
    let error = answer(Router::new().with(handler!(policy)), sample).await.unwrap_err();
    assert_eq!((error.kind(), error.report().unwrap().violations()[0].path.as_str()), ("InvalidResponse", "principalId"));
}

#[test]
fn types_that_no_payload_leads_to_are_generated() {
    let receipt = Receipt::decode(r#"{"number": "1", "currency": "EUR", "more": 0}"#).unwrap();
    assert_eq!(receipt.currency, Some(Currency::Eur));
    assert_eq!(receipt.to_json(), r#"{"number":"1","currency":"EUR","more":0}"#);
    assert_eq!(Receipt::decode("{}").unwrap_err().violations()[0].path, "number");
    assert_eq!(Carrier::from("sea").as_str(), "sea");
}

#[trigger(answers::Config)]
fn changed(event: answers::ConfigEvent) -> Result<String, Error> {
    Ok(event.rule.to_string())
}

#[trigger(answers::Type)]
fn made(event: answers::TypeEvent) -> Result<String, Error> {
    Ok(event.new.to_string())
}

#[tokio::test]
async fn triggers_can_be_called_config_and_type() {
    let router = Router::new().with(handler!(changed)).with(handler!(made));
    assert_eq!(answer(router.clone(), sample::<answers::Config>()).await.unwrap(), "\"r-1\"");
    assert_eq!(answer(router, sample::<answers::Type>()).await.unwrap(), "\"t-1\"");
    assert_eq!(answers::ConfigConfig::decode(r#"{"rules": 3}"#).unwrap().rules, 3);
}
