// SPDX-License-Identifier: LGPL-3.0-or-later

// Peer: gorilla/websocket on one core. gorilla PORT
//
// As its examples do: a goroutine reads and, for members of a room, another writes from a channel. A
// broadcast is framed once, as a prepared message. A full channel makes the room wait: nobody is dropped.
package main

import (
	"log"
	"net/http"
	"os"
	"runtime"
	"sync"

	"github.com/gorilla/websocket"
)

const queued = 256 // messages to one client

type client struct {
	conn  *websocket.Conn
	queue chan *websocket.PreparedMessage
}

type room struct {
	sync.Mutex // held while a message is handed out: one order for everyone
	members    map[*client]struct{}
}

var (
	rooms    sync.Map
	upgrader = websocket.Upgrader{
		ReadBufferSize:  1024,
		WriteBufferSize: 1024,
		WriteBufferPool: &sync.Pool{},
	}
)

func echo(response http.ResponseWriter, request *http.Request) {
	conn, err := upgrader.Upgrade(response, request, nil)
	if err != nil {
		return
	}
	defer conn.Close()
	for {
		kind, data, err := conn.ReadMessage()
		if err != nil || conn.WriteMessage(kind, data) != nil {
			return
		}
	}
}

func (c *client) write() {
	for message := range c.queue {
		if c.conn.WritePreparedMessage(message) != nil {
			c.conn.Close()
		}
	}
}

func (r *room) publish(message *websocket.PreparedMessage) {
	r.Lock()
	defer r.Unlock()
	for member := range r.members {
		member.queue <- message
	}
}

func (r *room) enter(c *client) {
	r.Lock()
	defer r.Unlock()
	r.members[c] = struct{}{}
}

func (r *room) leave(c *client) {
	r.Lock()
	defer r.Unlock()
	delete(r.members, c)
	close(c.queue)
}

func relay(response http.ResponseWriter, request *http.Request) {
	conn, err := upgrader.Upgrade(response, request, nil)
	if err != nil {
		return
	}
	defer conn.Close()
	found, _ := rooms.LoadOrStore(request.URL.Path, &room{members: map[*client]struct{}{}})
	here := found.(*room)
	self := &client{conn, make(chan *websocket.PreparedMessage, queued)}
	go self.write()
	here.enter(self)
	defer here.leave(self)
	for {
		kind, data, err := conn.ReadMessage()
		if err != nil {
			return
		}
		message, err := websocket.NewPreparedMessage(kind, data)
		if err != nil {
			return
		}
		here.publish(message)
	}
}

func main() {
	runtime.GOMAXPROCS(1)
	http.HandleFunc("/echo", echo)
	http.HandleFunc("/relay/", relay)
	log.Fatal(http.ListenAndServe("127.0.0.1:"+os.Args[1], nil))
}
