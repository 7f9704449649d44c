package api

import (
	"context"
	"net/http"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"github.com/longcase/longcase/service"
)

// metrics counts requests and asks the database for the state of the runs. No label
// names a drive or a user: there may be hundreds of thousands.
type metrics struct {
	registry *prometheus.Registry
	requests *prometheus.CounterVec
	service  *service.Service
}

// The metrics that the database answers.
var (
	overdueDescription = prometheus.NewDesc(
		"longcase_oldest_overdue_run_seconds", "How long the oldest run that waits has been due; 0 if none is.", nil, nil,
	)
	runsDescription = prometheus.NewDesc(
		"longcase_runs", "Runs by kind and state: under way, and ended within the last hour.",
		[]string{"kind", "state"}, nil,
	)
)

func newMetrics(s *service.Service) *metrics {
	m := &metrics{
		registry: prometheus.NewRegistry(),
		requests: prometheus.NewCounterVec(prometheus.CounterOpts{
			Name: "longcase_http_requests_total", Help: "Requests by status.",
		}, []string{"code"}),
		service: s,
	}
	m.registry.MustRegister(m.requests, m)
	return m
}

// Describe implements [prometheus.Collector].
func (m *metrics) Describe(ch chan<- *prometheus.Desc) {
	ch <- overdueDescription
	ch <- runsDescription
}

// Collect implements [prometheus.Collector].
func (m *metrics) Collect(ch chan<- prometheus.Metric) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	due, err := m.service.Overdue(ctx)
	if err != nil {
		ch <- prometheus.NewInvalidMetric(overdueDescription, err)
		return
	}
	age := 0.0
	if !due.IsZero() {
		age = max(0, time.Since(due).Seconds())
	}
	ch <- prometheus.MustNewConstMetric(overdueDescription, prometheus.GaugeValue, age)
	outcomes, err := m.service.Outcomes(ctx)
	if err != nil {
		ch <- prometheus.NewInvalidMetric(runsDescription, err)
		return
	}
	for _, o := range outcomes {
		ch <- prometheus.MustNewConstMetric(runsDescription, prometheus.GaugeValue, float64(o.Runs), o.Kind, o.State)
	}
}

func (m *metrics) handler() http.Handler {
	return promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{})
}

// count counts requests by the status of their answers.
func (m *metrics) count(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		seen := &statusWriter{ResponseWriter: w, status: http.StatusOK}
		next.ServeHTTP(seen, r)
		m.requests.WithLabelValues(strconv.Itoa(seen.status)).Inc()
	})
}

// statusWriter remembers the status of an answer.
type statusWriter struct {
	http.ResponseWriter
	status int
}

func (w *statusWriter) WriteHeader(status int) {
	w.status = status
	w.ResponseWriter.WriteHeader(status)
}

// Unwrap lets [http.ResponseController] set deadlines.
func (w *statusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
