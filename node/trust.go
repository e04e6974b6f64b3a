package node

import (
	"context"
	"errors"

	"github.com/assay-network/assay/job"
)

// sellerError is a failure that is the seller's, not ours: it came through a Peer, or the seller broke what it promised.
// What a seller says is shown and never obeyed: no code of its own choosing can pass for a failure of ours.
type sellerError struct{ fault *job.Fault }

func (e *sellerError) Error() string { return e.fault.Message }

// Unwrap gives the cause and not the fault, so that nobody takes the seller's kind and code for ours by accident.
func (e *sellerError) Unwrap() error { return e.fault.Cause }

// sellerFaultf makes a failure of the seller's that we found out ourselves.
func sellerFaultf(code, format string, args ...any) error {
	return &sellerError{job.Faultf(job.FaultUnavailable, code, format, args...)}
}

// sellerFault returns what the seller answered, or false when the failure is not the seller's.
func sellerFault(err error) (*job.Fault, bool) {
	if e, ok := errors.AsType[*sellerError](err); ok {
		return e.fault, true
	}
	return nil, false
}

// bySeller marks an error that came through a Peer.
func bySeller(err error) error {
	if err == nil {
		return nil
	}
	if f, ok := errors.AsType[*job.Fault](err); ok {
		return &sellerError{f}
	}
	return &sellerError{job.Faultf(job.FaultUnavailable, "seller_unreachable", "%w", err)}
}

// distrusted is a Peer whose errors are marked as the seller's.
type distrusted struct{ peer Peer }

func (d distrusted) Offers(ctx context.Context) ([]job.SignedQuote, error) {
	v, err := d.peer.Offers(ctx)
	return v, bySeller(err)
}

func (d distrusted) Quote(ctx context.Context, r job.QuoteRequest) (job.SignedQuote, error) {
	v, err := d.peer.Quote(ctx, r)
	return v, bySeller(err)
}

func (d distrusted) OpenChannel(ctx context.Context, c job.ChannelConfig, q job.SignedQuote) (job.NonceOffer, error) {
	v, err := d.peer.OpenChannel(ctx, c, q)
	return v, bySeller(err)
}

func (d distrusted) Nonces(ctx context.Context, channel job.Hash, first uint32) (job.NonceOffer, error) {
	v, err := d.peer.Nonces(ctx, channel, first)
	return v, bySeller(err)
}

func (d distrusted) Channel(ctx context.Context, channel job.Hash) (job.SellerChannel, error) {
	v, err := d.peer.Channel(ctx, channel)
	return v, bySeller(err)
}

func (d distrusted) Voucher(ctx context.Context, s job.SignedVoucher) (job.SellerChannel, error) {
	v, err := d.peer.Voucher(ctx, s)
	return v, bySeller(err)
}

func (d distrusted) Close(ctx context.Context, channel job.Hash, auth job.Signature) (job.SellerChannel, error) {
	v, err := d.peer.Close(ctx, channel, auth)
	return v, bySeller(err)
}

// Serve marks the seller's errors and leaves emit's own as they are.
func (d distrusted) Serve(ctx context.Context, o job.Order, emit func(job.Delivery) error) error {
	var ours error
	err := d.peer.Serve(ctx, o, func(x job.Delivery) error {
		ours = emit(x)
		return ours
	})
	if ours != nil {
		return ours
	}
	return bySeller(err)
}
