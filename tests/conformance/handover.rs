//! Races the shutdown of a polled function with an event that the platform hands over: it is answered, and only once.

use std::sync::{Arc, Barrier, Mutex};
use std::{hint, thread};

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::{runtime, select};
use triggerkit::{RunError, Server};

use crate::calls::{Calls, call};
use crate::extension::accept_extension;
use crate::platforms::{POLLED, Polled, with_id};
use crate::wire::{Connection, Message};

const ROUNDS: usize = 200;

/// The first lines of all requests.
type Requests = Arc<Mutex<Vec<String>>>;

/// A function that runs in its own thread, so that it really races the platform.
struct Function {
    stop: oneshot::Sender<()>,
    ended: oneshot::Receiver<Result<(), RunError>>,
}

impl Function {
    fn start(protocol: &'static Polled, port: u16) -> Self {
        let place = move |value: &str| value.replace("{host}", "127.0.0.1").replace("{port}", &port.to_string());
        let (stop, stopped) = oneshot::channel();
        let (end, ended) = oneshot::channel();
        thread::spawn(move || {
            let variables = protocol.variables.iter().map(|(name, value)| (*name, place(value)));
            let server = Server::new(Calls::new().router()).environment(variables).shutdown(async { stopped.await.unwrap() });
            let runtime = runtime::Builder::new_current_thread().enable_all().build().unwrap();
            end.send(runtime.block_on(server.run())).unwrap();
        });
        Function { stop, ended }
    }
}

/// Accepts every request on a connection except polls, which are never answered.
async fn accept_results(mut connection: Connection, protocol: &'static Polled, requests: Requests) {
    while let Some(request) = connection.read().await {
        let is_poll = request.first == protocol.next;
        requests.lock().unwrap().push(request.first);
        if !is_poll {
            connection.write(&Message::new("HTTP/1.1 200 OK", &[], "").bytes()).await;
        }
    }
}

/// Reads the function's first poll.
async fn read_poll(listener: &TcpListener, protocol: &'static Polled) -> Connection {
    let mut connection = Connection::new(listener.accept().await.unwrap().0);
    loop {
        let request = connection.read().await.unwrap();
        if request.first == protocol.next {
            return connection;
        }
        assert_eq!(Some(request.first.as_str()), protocol.ready);
        connection.write(&Message::new("HTTP/1.1 200 OK", &[], "").bytes()).await;
    }
}

/// Hands an event over while the function is stopped, in an order that depends on the round.
async fn hand_over(connection: &mut Connection, event: &[u8], stop: oneshot::Sender<()>, round: usize) {
    match round % 5 {
        0 => {
            connection.write(event).await;
            stop.send(()).unwrap();
        }
        1 => {
            stop.send(()).unwrap();
            connection.write(event).await;
        }
        2 => {
            let together = Arc::new(Barrier::new(2));
            let other = Arc::clone(&together);
            let stopping = thread::spawn(move || {
                other.wait();
                stop.send(()).unwrap();
            });
            together.wait();
            connection.write(event).await;
            stopping.join().unwrap();
        }
        3 => {
            let (begin, end) = event.split_at(event.len() * round / ROUNDS);
            connection.write(begin).await;
            stop.send(()).unwrap();
            connection.write(end).await;
        }
        _ => {
            stop.send(()).unwrap();
            // Yielding would take longer than a platform may, if the machine is busy.
            for _ in 0..100 * round {
                hint::spin_loop();
            }
            connection.write(event).await;
        }
    }
}

/// Returns how often an event that was handed over was answered.
async fn answers(protocol: &'static Polled, round: usize) -> usize {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let Function { stop, mut ended } = Function::start(protocol, listener.local_addr().unwrap().port());
    let _extension = accept_extension(protocol, &listener).await;
    let mut connection = read_poll(&listener, protocol).await;
    let headers = with_id(protocol.headers, "r-1");
    let event = Message { first: "HTTP/1.1 200 OK".into(), headers, body: call("1", "").into() }.bytes();
    hand_over(&mut connection, &event, stop, round).await;

    let requests = Requests::default();
    tokio::spawn(accept_results(connection, protocol, Arc::clone(&requests)));
    loop {
        select! {
            accepted = listener.accept() => {
                tokio::spawn(accept_results(Connection::new(accepted.unwrap().0), protocol, Arc::clone(&requests)));
            }
            ended = &mut ended => {
                ended.unwrap().unwrap();
                break;
            }
        }
    }
    let response = protocol.response.replace("{id}", "r-1");
    requests.lock().unwrap().iter().filter(|request| **request == response).count()
}

#[tokio::test]
async fn an_event_that_is_handed_over_during_the_stop_is_answered_once() {
    for protocol in &POLLED {
        let mut counts = Vec::new();
        for round in 0..ROUNDS {
            counts.push(answers(protocol, round).await);
        }
        let lost = counts.iter().filter(|count| **count == 0).count();
        let doubled = counts.iter().filter(|count| **count > 1).count();
        let answered = ROUNDS - lost;
        println!(
            "attack: shutdown during a poll, {}: {ROUNDS} sent, {answered} answered, {lost} lost, {doubled} doubled",
            protocol.name
        );
        assert_eq!((lost, doubled), (0, 0), "{}: {counts:?}", protocol.name);
    }
}
