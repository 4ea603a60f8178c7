package shapes

import "context"

type Store interface {
    Get(key string) (Item, error)
    Put(context.Context, string, ...Item) error
}

type Item struct{}
type Other struct{}

type Memory struct{} // is it a Store?
//                              ^^^^^ implements inferred Store

func (m *Memory) Get(k string) (Item, error) { return Item{}, nil }
//               ^^^ overrides inferred Store.Get
func (m *Memory) Put(ctx context.Context, k string, more ...Item) error { return nil }

type Numbered struct{} // is it a Store?
//                                ^^^^^ no implements

func (Numbered) Get(key int) (Item, error)                          { return Item{}, nil }
//              ^^^ no overrides
func (Numbered) Put(_ context.Context, key string, is ...Item) error { return nil }

type Shorter struct{} // is it a Store?
//                               ^^^^^ no implements

func (Shorter) Get(key string) Item                                { return Item{} }
func (Shorter) Put(_ context.Context, key string, is ...Item) error { return nil }

type Foreign struct{} // is it a Store?
//                               ^^^^^ no implements

func (Foreign) Get(key string) (Other, error)                      { return Other{}, nil }
func (Foreign) Put(_ context.Context, key string, is ...Item) error { return nil }

type Embedding struct{ *Memory } // is it a Store?
//                                          ^^^^^ implements inferred Store

type Bytes interface{ Write([]byte) (n int, err error) }

type Log struct{} // is it a Bytes?
//                           ^^^^^ implements inferred Bytes

func (Log) Write(p []uint8) (int, error) { return 0, nil }

type Sink interface{ Each(func(Item) bool) map[string][]Item }

type Pipe struct{} // is it a Sink?
//                            ^^^^ implements inferred Sink

func (Pipe) Each(use func(item Item) bool) map[string][]Item { return nil }

type Leak struct{} // is it a Sink?
//                            ^^^^ no implements

func (Leak) Each(use func(Item) bool) map[string]Item { return nil }
