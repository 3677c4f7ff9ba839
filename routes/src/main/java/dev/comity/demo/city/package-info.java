/**
 * A made-up city: people who do not exist, what happens to them, and the systems in which the agencies keep it. Resident numbers
 * carry the division {@code 99}, which is assigned to nobody; the divisions in addresses are real. One seed gives one city.
 */
package dev.comity.demo.city;
