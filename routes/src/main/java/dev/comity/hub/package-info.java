/**
 * The hub: carries sealed records from the agency that issued them to each agency whose agreement releases some of them.
 * {@link dev.comity.hub.EventRoute} is the itinerary; each of its steps is a class of its own: {@code Intake} refuses what is
 * not right, {@code Judgement} decides, {@code LogStep} makes it durable, {@code Presenting} writes what goes out. What
 * happened is in the exchange log; {@code ExchangeState} is only a projection of it and can be rebuilt.
 */
package dev.comity.hub;
